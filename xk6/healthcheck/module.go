package healthcheck

import (
	"context"
	"fmt"
	"sync/atomic"

	"github.com/grafana/sobek"
	"go.k6.io/k6/v2/js/common"
	"go.k6.io/k6/v2/js/modules"

	"github.com/probe-storm/probe-storm/xk6/clock"
	"github.com/probe-storm/probe-storm/xk6/recorder"
)

func init() {
	modules.Register("k6/x/healthcheck", newRoot())
}

// root is what all VUs of the process share.
type root struct {
	clock     clock.Clock
	page      atomic.Pointer[recorder.Recorder]
	board     board
	queue     queueReader
	processes processReader
	log       logReader
	folders   folders
	names     recorder.Names
	healthy   healthyPeer
}

var _ modules.Module = &root{}

func newRoot() *root {
	r := &root{clock: clock.Start()}
	r.newPage()
	return r
}

// NewModuleInstance runs once per VU, in the init context.
func (r *root) NewModuleInstance(vu modules.VU) modules.Instance {
	registered, err := registerMetrics(vu.InitEnv().Registry)
	if err != nil {
		common.Throw(vu.Runtime(), err)
	}
	m := &instance{root: r, vu: vu, metrics: registered, judged: !vu.InitEnv().RuntimeOptions.NoThresholds.Bool}
	m.exports = m.named()
	return m
}

// instance is the module inside one VU; a VU runs one thing at a time, so it needs no lock.
type instance struct {
	*root
	vu      modules.VU
	metrics *hcMetrics
	batch   batch
	exports map[string]any
	judged  bool // k6 evaluates thresholds
	// lastPhase is the one that is known to have a series.
	lastPhase string
	// heeded is what exchanges run in once signals cancel them, see heedSignals, and heedful the context of k6 that this goes for: each
	// iteration has another one.
	heeded, heedful context.Context
}

var _ modules.Instance = &instance{}

// Exports is called at every use of an imported name, not only at its import.
func (m *instance) Exports() modules.Exports {
	return modules.Exports{Named: m.exports}
}

func (m *instance) noThresholds() bool { return !m.judged }

// named is what scripts import. k6 makes a JavaScript function of a Go function at every use of its name, so what is used at
// every exchange is made once (and `instanceof Exchange` holds); the rest would cost each of a thousand VUs 16 kB for nothing.
func (m *instance) named() map[string]any {
	value := m.vu.Runtime().ToValue
	return map[string]any{
		"Exchange":      value(m.newExchange),
		"now":           value(m.now),
		"capabilities":  capabilities,
		"noThresholds":  m.noThresholds,
		"resolve":       m.resolve,
		"bindError":     bindError,
		"regexError":    regexError,
		"cwd":           cwd,
		"machine":       m.machine,
		"prepareFolder": m.folders.prepare,
		"writeFile":     m.folders.write,
		"refuse":        m.refuse,
		"abandon":       m.abandon,
		"endEarly":      m.endEarly,
		"heedSignals":   m.heedSignals,
		"serve":         m.serve,
		"flaws":         m.flaws,
		"acceptQueue":   m.acceptQueue,
		"watchProcess":  m.watchProcess,
		"watchLog":      m.watchLog,
		"metricsPage":   m.metricsPage,
		"watchMetrics":  m.watchMetrics,
		"reference":     m.reference,
		"harnessError":  m.harnessError,
		"clientCounts":  m.clientCounts,
		"event":         m.event,
		"events":        m.events,
		"recording":     m.recording,
		"newPage":       m.newPage,
		"post":          m.board.post,
		"awaitPost":     m.awaitPost,
	}
}

// now is asked for in pacing loops: the native signature spares it reflection.
func (m *instance) now(sobek.FunctionCall) sobek.Value {
	return m.vu.Runtime().ToValue(clock.Milliseconds(m.clock.Now()))
}

func (m *instance) event(kind, data string) {
	m.recorder().Event(m.clock.Now(), kind, data)
}

func (m *instance) clientCounts(phase string) *recorder.ClientCounts {
	return m.recorder().ClientCounts(phase)
}

func (m *instance) events(kind string) (sobek.Value, error) {
	return plain(m.vu.Runtime(), m.recorder().EventsOf(kind))
}

func (m *instance) recording(value sobek.Value) (sobek.Value, error) {
	var options recorder.Options
	if value != nil && !sobek.IsUndefined(value) {
		err := decode(value, &options)
		if err == nil {
			err = options.Check()
		}
		if err != nil {
			return nil, fmt.Errorf("recording options: %w", err)
		}
	}
	return plain(m.vu.Runtime(), m.recorder().Recording(m.clock.Now(), options))
}
