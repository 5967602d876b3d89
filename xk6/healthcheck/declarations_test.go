package healthcheck

import (
	"maps"
	"os"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.k6.io/k6/v2/js/modulestest"

	"github.com/probe-storm/probe-storm/xk6/exchange"
	"github.com/probe-storm/probe-storm/xk6/flawed"
	"github.com/probe-storm/probe-storm/xk6/recorder"
)

// index.d.ts and runtime.d.ts are written by hand: they have the names that Go has, no more and no fewer.
func TestTheDeclarationsAreThoseOfTheModules(t *testing.T) {
	m := newRoot().instanceOf(modulestest.NewRuntime(t).VU)
	declared := ""
	for file, exports := range map[string]map[string]any{"index.d.ts": m.public(), "runtime.d.ts": m.runtime()} {
		text, err := os.ReadFile("../../" + file)
		require.NoError(t, err)
		plain := regexp.MustCompile(`(?s)/\*\*.*?\*/`).ReplaceAllString(string(text), "")
		assert.Equal(t, found(`(?m)^export (?:function|class) (\w+)`, plain), slices.Sorted(maps.Keys(exports)), file)
		declared += plain
	}
	// A field of this type has its three names.
	declared = strings.ReplaceAll(declared, " & Bytes)", "; hex: string; text: string; bytes: ArrayBuffer })")

	for name, kind := range map[string]any{
		"Match":          exchange.Match{},
		"Step":           exchange.Step{},
		"Ending":         exchange.Ending{},
		"Proof":          exchange.Proof{},
		"ExchangeSpec":   exchange.Spec{},
		"ExchangeResult": jsResult{},
		"TcpEvidence":    exchange.TCPEvidence{},
		"AcceptQueue":    jsAcceptQueue{},
		"ServerRecord":   flawed.Record{},
		"Stats":          recorder.Stats{},
		"ClientRecord":   recorder.ClientRecord{},
		"CheckRecord":    recorder.CheckRecord{},
		"Second":         recorder.Second{},
		"QueueSample":    recorder.QueueSample{},
		"ProcessSample":  recorder.ProcessSample{},
		"Absence":        recorder.Absence{},
		"LogSample":      recorder.LogSample{},
		"CounterSample":  recorder.CounterSample{},
		"RecordedEvent":  recorder.Event{},
		"Recording":      recorder.Recording{},
		"Snapshot":       recorder.Snapshot{},
		"ClientsSoFar":   recorder.ClientsSoFar{},
		"ClientAccess":   recorder.AccessRecord{},
		"FirstFailure":   recorder.FirstFailure{},
	} {
		at := regexp.MustCompile(`export (?:interface|type) ` + name + ` `).FindStringIndex(declared)
		require.NotNil(t, at, name)
		block, _, _ := strings.Cut(declared[at[1]:], "\nexport ")
		for inner := ""; inner != block; { // without the fields of fields
			inner = block
			block = regexp.MustCompile(`(: (?:readonly )?)\{[^{}]*\}`).ReplaceAllString(block, "$1…")
		}
		assert.Equal(t, found(`[{;]\s*(?:readonly )?(\w+)\??:`, block), tagged(kind), name)
	}
}

// found are all that the pattern captures, sorted, each once.
func found(pattern, text string) []string {
	all := map[string]bool{}
	for _, match := range regexp.MustCompile(pattern).FindAllStringSubmatch(text, -1) {
		all[match[1]] = true
	}
	return slices.Sorted(maps.Keys(all))
}

// tagged are the names under which JavaScript sees a struct's fields.
func tagged(kind any) []string {
	var names []string
	for _, field := range reflect.VisibleFields(reflect.TypeOf(kind)) {
		tag := field.Tag.Get("js")
		if tag == "" {
			tag, _, _ = strings.Cut(field.Tag.Get("json"), ",")
		}
		if tag != "" {
			names = append(names, tag)
		}
	}
	slices.Sort(names)
	return names
}
