package healthcheck

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/probe-storm/probe-storm/xk6/recorder"
)

func TestAnAttemptOfTheScriptsOwnClientCountsAsAClientDoes(t *testing.T) {
	shared := newRoot()
	vu := newTestVU(t, shared).start()

	vu.run(`
		const good = hc.beginAttempt(5000, { phase: "storm", dueMs: hc.now() - 10 }).end({ ok: true });
		const bad = hc.beginAttempt(5000, { phase: "storm" }).end({ ok: false, error: "status \u001b[31m503" });
		const refused = hc.beginAttempt(5000, { phase: "storm" }).end({ ok: false, cause: "refused", error: "nobody" });
	`)

	assert.True(t, vu.run(`good.ok && good.outcome === "ok" && good.answerMs > 0 && good.lagMs >= 10`).ToBoolean())
	assert.True(t, vu.run(`!bad.ok && bad.outcome === "failed" && bad.cause === "own-client" && refused.cause === "refused"`).ToBoolean())
	recorded := shared.recorder().Recording(shared.clock.Now(), recorder.Options{}).Clients["storm"]
	assert.EqualValues(t, 3, recorded.Attempts)
	assert.EqualValues(t, 1, recorded.Accepted)
	assert.Equal(t, map[string]int64{"own-client": 1, "refused": 1}, recorded.Causes)
	assert.NotContains(t, recorded.Examples["own-client"], "\x1b")
	assert.EqualValues(t, 1, recorded.AnswerMs.Count)
	assert.EqualValues(t, 0, recorded.ConnectMs.Count)
	samples := vu.samples()
	assert.Equal(t, []float64{1, 1, 1}, values(samples["hc_client_attempts"]))
	assert.Equal(t, []float64{1, 0, 0}, values(samples["hc_client_accepted"]))
	assert.Empty(t, samples["hc_client_connect"])
}

func TestAnAnswerBehindTheTimeoutIsAFailure(t *testing.T) {
	vu := newTestVU(t, newRoot()).start()

	vu.run(`const attempt = hc.beginAttempt(1, { phase: "storm" })`)
	time.Sleep(5 * time.Millisecond)
	vu.run(`const late = attempt.end({ ok: true })`)

	assert.True(t, vu.run(`!late.ok && late.cause === "slow" && /^answered after \d+ms, later than 1ms$/.test(late.error)`).ToBoolean(),
		vu.run(`late.error`).String())
}

func TestAnAttemptThatOutlivesItsPhaseFailsInTheNext(t *testing.T) {
	shared := newRoot()
	vu := newTestVU(t, shared).start()

	vu.run(`
		const over = { phase: "baseline", overrun: { atMs: hc.now() - 1, phase: "storm" } };
		hc.beginAttempt(5000, over).end({ ok: true });
		hc.beginAttempt(5000, over).end({ ok: false });
	`)

	recorded := shared.recorder().Recording(shared.clock.Now(), recorder.Options{}).Clients
	assert.EqualValues(t, 1, recorded["baseline"].Attempts)
	assert.Equal(t, map[string]int64{"own-client": 1}, recorded["storm"].Causes)
}

func TestAnAttemptThatK6EndsIsCancelledOnce(t *testing.T) {
	shared := newRoot()
	vu := newTestVU(t, shared).start()
	ctx, end := context.WithCancel(context.Background())
	vu.VU.CtxField = ctx

	vu.run(`const attempt = hc.beginAttempt(5000, { phase: "storm" })`)
	end()
	require.Eventually(t, func() bool {
		return shared.recorder().Recording(shared.clock.Now(), recorder.Options{}).Clients["storm"].Cancelled == 1
	}, patience, time.Millisecond)

	assert.Equal(t, "cancelled", vu.run(`attempt.end({ ok: true }).outcome`).String())
	recorded := shared.recorder().Recording(shared.clock.Now(), recorder.Options{}).Clients["storm"]
	assert.EqualValues(t, 1, recorded.Cancelled)
	assert.EqualValues(t, 0, recorded.Attempts)
	assert.Empty(t, vu.samples()["hc_client_attempts"])
}

func TestAnAttemptIsRefusedInOneLine(t *testing.T) {
	for script, want := range map[string]string{
		`hc.beginAttempt(5000, { fase: "storm" })`:                       `run: "fase" is refused: there is no such option; accepts phase, dueMs, until, cancelMs, overrun`,
		`hc.beginAttempt(5000, { until: 1 })`:                            `beginAttempt: until and cancelMs are refused: a script ends its client by itself`,
		`hc.beginAttempt(5000).end(true)`:                                `attempt: true is refused: an object is wanted`,
		`hc.beginAttempt(5000).end({ ok: false, cause: "bad weather" })`: `attempt: cause: "bad weather" is refused: one of [syn-dropped final-ack-dropped queued-not-served refused reset rejected unanswered slow own-client harness] is wanted`,
	} {
		vu := newTestVU(t, newRoot()).start()
		assert.Equal(t, want, vu.message(script), script)
	}
	assert.Contains(t, newTestVU(t, newRoot()).message(`hc.beginAttempt(5000)`), "beginAttempt is")
}
