package healthcheck

import (
	"github.com/grafana/sobek"
	"go.k6.io/k6/v2/js/common"
	"go.k6.io/k6/v2/js/modules"
)

func init() {
	modules.Register("k6/x/healthcheck", newRoot())
}

// root is what all VUs of the process share.
type root struct {
	clock    clock
	recorder *recorder
	queue    queueReader
}

var _ modules.Module = &root{}

func newRoot() *root {
	clock := startClock()
	return &root{clock: clock, recorder: newRecorder(clock)}
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
}

var _ modules.Instance = &instance{}

// Exports is called at every use of an imported name, not only at its import.
func (m *instance) Exports() modules.Exports {
	return modules.Exports{Named: m.exports}
}

func (m *instance) noThresholds() bool { return !m.judged }

// named is what scripts import, each made a JavaScript value once: k6 would make another one at every use, and `instanceof
// Exchange` would not hold.
func (m *instance) named() map[string]any {
	exports := map[string]any{
		"Exchange":      m.newExchange,
		"now":           m.now,
		"capabilities":  capabilities,
		"noThresholds":  m.noThresholds,
		"resolve":       m.resolve,
		"regexError":    regexError,
		"cwd":           cwd,
		"prepareFolder": prepareFolder,
		"writeFile":     writeFile,
		"refuse":        m.refuse,
		"abandon":       m.abandon,
		"serve":         m.serve,
		"flaws":         m.flaws,
		"acceptQueue":   m.acceptQueue,
		"harnessError":  m.harnessError,
		"clientCounts":  m.recorder.clientCounts,
		"event":         m.event,
		"recording":     m.recording,
	}
	for name, value := range exports {
		exports[name] = m.vu.Runtime().ToValue(value)
	}
	return exports
}

// now is asked for in pacing loops: the native signature spares it reflection.
func (m *instance) now(sobek.FunctionCall) sobek.Value {
	return m.vu.Runtime().ToValue(milliseconds(m.clock.now()))
}

func (m *instance) event(kind, data string) {
	m.recorder.event(m.clock.now(), kind, data)
}

func (m *instance) recording() (sobek.Value, error) {
	return plain(m.vu.Runtime(), m.recorder.recording(m.clock.now()))
}
