package exchange

import (
	"maps"
	"slices"
	"strings"
	"time"
)

// step is one parsed step; it holds nothing of a run.
type step interface {
	run(c *conversation) error
}

// parseState is what the steps that are parsed already mean for the next one.
type parseState struct {
	host  string        // of the target, for the name on a certificate
	tls   bool          // a TLS handshake was made
	hello bool          // a lone ClientHello was written
	sends bool          // something is written
	waits time.Duration // sum of all waits
}

var stepKinds = map[string]func(Step, *parseState) (step, error){
	"wait":      parseWait,
	"send":      parseSend,
	"expect":    parseExpect,
	"tls":       parseTLS,
	"tls-hello": parseTLSHello,
	"proxy":     parseProxy,
	"hold":      parseHold,
}

func names[V any](registry map[string]V) string {
	return strings.Join(slices.Sorted(maps.Keys(registry)), ", ")
}
