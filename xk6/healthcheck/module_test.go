package healthcheck

import (
	"testing"

	"github.com/grafana/sobek"
	"github.com/stretchr/testify/assert"
	"go.k6.io/k6/v2/js/modulestest"
)

func TestNowIsMonotonicAndFinerThanAMillisecond(t *testing.T) {
	vu := newTestVU(t, newRoot())

	assert.True(t, vu.run(`
		const moments = [hc.now()];
		while (moments.length < 100) moments.push(hc.now());
		moments.every((m, i) => m > 0 && (i === 0 || m >= moments[i - 1])) && moments.some((m) => m !== Math.floor(m))
	`).ToBoolean(), vu.run(`moments.join()`).String())
}

func TestRegularExpressionsAreRE2(t *testing.T) {
	vu := newTestVU(t, newRoot())

	assert.True(t, vu.run(`hc.regexError("(?m)^250 ") === null`).ToBoolean())
	assert.Contains(t, vu.run(`hc.regexError("(")`).String(), "missing closing )")
	assert.Contains(t, vu.run(`hc.regexError("(?=a)")`).String(), "invalid or unsupported")
}

func TestHarnessErrorsAreCountedInBothPlaces(t *testing.T) {
	vu := newTestVU(t, newRoot()).start()

	vu.run(`hc.harnessError("no\nports"); hc.harnessError("no ports")`)

	assert.Equal(t, []float64{1, 1}, values(vu.samples()["hc_harness_errors"]))
	assert.Equal(t, `{"errors":2,"reasons":{"no ports":2}}`, vu.run(`JSON.stringify(hc.recording().harness)`).String())
}

func TestAHarnessErrorIsKeptWhereK6TakesNoSamples(t *testing.T) {
	shared := newRoot()
	newTestVU(t, shared).run(`hc.harnessError("in init")`)
	vu := newTestVU(t, shared).start().cancelled()
	vu.run(`hc.harnessError("after the end")`)

	assert.Empty(t, vu.samples())
	assert.Equal(t, `{"errors":2,"reasons":{"after the end":1,"in init":1}}`,
		vu.run(`JSON.stringify(hc.recording().harness)`).String())
}

func TestTheRecordingIsPlainDataFromTheStart(t *testing.T) {
	vu := newTestVU(t, newRoot())
	vu.run(`hc.event("opinion", "{\"up\":false}")`)

	assert.True(t, vu.run(`
		const r = hc.recording();
		!Number.isNaN(Date.parse(r.startedAt)) && r.nowMs > 0 && JSON.stringify(r.clients) === "{}" &&
		JSON.stringify(r.checks) === "{}" && Array.isArray(r.timeline) && Array.isArray(r.queue) && r.queueUnavailable === "" &&
		r.events.length === 1 && r.events[0].kind === "opinion" && JSON.parse(r.events[0].data).up === false &&
		r.events[0].t > 0 && r.harness.errors === 0 && JSON.stringify({ ...r.harness.reasons }) === "{}"
	`).ToBoolean(), vu.run(`JSON.stringify(r)`).String())
}

func TestClientCountsWhileTheRunGoesOn(t *testing.T) {
	vu := newTestVU(t, newRoot()).start().with("address", nobodyListens(t))

	vu.run(`
		const none = hc.clientCounts("storm");
		const client = ` + greetedClient + `;
		client.run({ phase: "storm" });
		client.run({ phase: "storm" });
		const two = hc.clientCounts("storm");
	`)

	assert.Equal(t, "0 0 0 0", vu.run(`[none.attempts, none.accepted, none.failed, none.outageMs].join(" ")`).String())
	assert.True(t, vu.run(`two.attempts === 2 && two.accepted === 0 && two.failed === 2 && two.outageMs > 0 &&
		two.outageMs === hc.recording().clients.storm.longestOutageMs`).ToBoolean())
}

// k6 asks for the exports at every use of an imported name, and makes a value of what is none.
func TestWhatIsUsedAtEveryExchangeIsMadeOnce(t *testing.T) {
	runtime := modulestest.NewRuntime(t)
	instance := (&module{newRoot(), (*instance).public}).NewModuleInstance(runtime.VU)

	for _, name := range []string{"Exchange", "now"} {
		value := instance.Exports().Named[name]
		assert.Same(t, value, instance.Exports().Named[name], name)
		assert.Implements(t, (*sobek.Value)(nil), value, name)
	}
}

// An exchange of the one is counted in the recording of the other, and signals heeded in the one cancel the exchanges of the other.
func TestBothModulesOfAVUAreOneInstance(t *testing.T) {
	shared := newRoot()
	runtime, other := modulestest.NewRuntime(t), modulestest.NewRuntime(t)

	assert.Same(t, shared.instanceOf(runtime.VU), shared.instanceOf(runtime.VU))
	assert.NotSame(t, shared.instanceOf(runtime.VU), shared.instanceOf(other.VU))
}
