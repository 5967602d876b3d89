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

	"github.com/probe-storm/probe-storm/xk6/exchange"
	"github.com/probe-storm/probe-storm/xk6/flawed"
	"github.com/probe-storm/probe-storm/xk6/recorder"
)

// index.d.ts is written by hand: it has the names that Go has, no more and no fewer.
func TestTheDeclarationsAreThoseOfTheModule(t *testing.T) {
	text, err := os.ReadFile("../../index.d.ts")
	require.NoError(t, err)
	declared := regexp.MustCompile(`(?s)/\*\*.*?\*/`).ReplaceAllString(string(text), "")

	exports := newTestVU(t, newRoot()).run(`Object.keys(hc)`).Export().([]any)
	var names []string
	for _, name := range exports {
		names = append(names, name.(string))
	}
	slices.Sort(names)
	assert.Equal(t, found(`(?m)^export (?:function|class) (\w+)`, declared), names)

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
	} {
		_, after, is := strings.Cut(declared, " "+name+" ")
		require.True(t, is, name)
		block, _, _ := strings.Cut(after, "\nexport ")
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
