package healthcheck

import (
	"context"
	"fmt"
	"os"
	"sync/atomic"

	"github.com/grafana/sobek"
	"go.k6.io/k6/v2/js/common"
	"go.k6.io/k6/v2/js/modules"

	"github.com/probe-storm/probe-storm/xk6/clock"
	"github.com/probe-storm/probe-storm/xk6/recorder"
)

func init() {
	shared := newRoot()
	modules.Register("k6/x/healthcheck", &module{shared, (*instance).public})
	modules.Register("k6/x/healthcheck/runtime", &module{shared, (*instance).runtime})
}

// module is one of the two names under which scripts import what this package has: `k6/x/healthcheck` is for everybody,
// `k6/x/healthcheck/runtime` for the scripts of this project. Both are views of the same root, and in each VU of the same instance.
type module struct {
	shared  *root
	exports func(*instance) map[string]any
}

var _ modules.Module = &module{}

// NewModuleInstance runs once per VU and imported module, in the init context.
func (m *module) NewModuleInstance(vu modules.VU) modules.Instance {
	named := m.exports(m.shared.instanceOf(vu))
	rt := vu.Runtime()
	return view{modules.Exports{Named: named, Default: rt.NewDynamicObject(&lazyExports{rt: rt, named: named})}}
}

// view is what one VU imports under one name. k6 asks for the exports at every use of an imported name.
type view struct{ exports modules.Exports }

func (v view) Exports() modules.Exports { return v.exports }

// root is what all VUs of the process share.
type root struct {
	clock     clock.Clock
	page      atomic.Pointer[recorder.Recorder]
	board     board
	nodesUp   nodesUp
	queue     queueReader
	processes processReader
	log       logReader
	folders   folders
	names     recorder.Names
	programs  programs
	healthy   healthyPeer
	key       *sobek.Symbol // of the instance in each VU
}

func newRoot() *root {
	r := &root{clock: clock.Start(), key: sobek.NewSymbol("k6/x/healthcheck")}
	r.newPage()
	return r
}

// instanceOf makes the instance of a VU when the first of the modules is imported. It is kept at the global object, so that it lives as
// long as the VU's runtime.
func (r *root) instanceOf(vu modules.VU) *instance {
	global := vu.Runtime().GlobalObject()
	if kept := global.GetSymbol(r.key); kept != nil {
		return kept.Export().(*instance)
	}
	registered, err := registerMetrics(vu.InitEnv().Registry)
	if err != nil {
		common.Throw(vu.Runtime(), err)
	}
	m := &instance{root: r, vu: vu, metrics: registered, judged: !vu.InitEnv().RuntimeOptions.NoThresholds.Bool}
	if err := global.DefineDataPropertySymbol(r.key, vu.Runtime().ToValue(m), sobek.FLAG_FALSE, sobek.FLAG_FALSE, sobek.FLAG_FALSE); err != nil {
		common.Throw(vu.Runtime(), err)
	}
	return m
}

// instance is what both modules share inside one VU; a VU runs one thing at a time, so it needs no lock.
type instance struct {
	*root
	vu      modules.VU
	metrics *hcMetrics
	batch   batch
	// ownClient counts what a script's own client does; nil until it does something.
	ownClient *jsExchange
	judged    bool // k6 evaluates thresholds
	// lastPhase is the one that is known to have a series.
	lastPhase string
	// heeded is what exchanges run in once signals cancel them, see heedSignals, and heedful the context of k6 that this goes for: each
	// iteration has another one.
	heeded, heedful context.Context
}

func (m *instance) noThresholds() bool { return !m.judged }

// public is what index.d.ts declares. k6 makes a JavaScript function of a Go function at every use of its name, so what is used at
// every exchange is made once (and `instanceof Exchange` holds); the rest would cost each of a thousand VUs 16 kB for nothing.
func (m *instance) public() map[string]any {
	value := m.vu.Runtime().ToValue
	return map[string]any{
		"Exchange":     m.newExchangeClass(),
		"now":          value(m.now),
		"capabilities": capabilities,
		"resolve":      m.resolve,
		"serve":        m.serve,
		"flaws":        m.flaws,
		"acceptQueue":  m.acceptQueue,
		"watchProcess": m.watchProcess,
	}
}

// runtime is what runtime.d.ts declares.
func (m *instance) runtime() map[string]any {
	return map[string]any{
		"noThresholds":   m.noThresholds,
		"bindError":      bindError,
		"regexError":     regexError,
		"cwd":            cwd,
		"lookAt":         lookAt,
		"environment":    os.Getenv,
		"compile":        m.compile,
		"machine":        m.machine,
		"prepareFolder":  m.folders.prepare,
		"writeFile":      m.folders.write,
		"refuse":         m.refuse,
		"refuseSettings": m.refuseSettings,
		"abandon":        m.abandon,
		"endEarly":       m.endEarly,
		"heedSignals":    m.heedSignals,
		"watchLog":       m.watchLog,
		"watchMetrics":   m.watchMetrics,
		"reference":      m.reference,
		"harnessError":   m.harnessError,
		"checkerUp":      m.checkerUp,
		"clientCounts":   m.clientCounts,
		"beginAttempt":   m.beginAttempt,
		"snapshot":       m.snapshot,
		"event":          m.event,
		"events":         m.events,
		"recording":      m.recording,
		"newPage":        m.newPage,
		"printLine":      printLine,
		"post":           m.board.post,
		"awaitPost":      m.awaitPost,
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

func (m *instance) snapshot(kind string, eventsSeen int) (sobek.Value, error) {
	return plain(m.vu.Runtime(), m.recorder().Snapshot(m.clock.Now(), kind, eventsSeen))
}

func (m *instance) events(kind string) (sobek.Value, error) {
	return plain(m.vu.Runtime(), m.recorder().EventsOf(kind))
}

func (m *instance) recording(value sobek.Value) (sobek.Value, error) {
	var options recorder.Options
	if !common.IsNullish(value) {
		err := decode(m.vu.Runtime(), value, &options)
		if err == nil {
			err = options.Check()
		}
		if err != nil {
			return nil, fmt.Errorf("recording options: %w", err)
		}
	}
	return plain(m.vu.Runtime(), m.recorder().Recording(m.clock.Now(), options))
}
