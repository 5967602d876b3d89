package healthcheck

import (
	"net"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/probe-storm/probe-storm/xk6/recorder"
)

func TestANewPageIsEmpty(t *testing.T) {
	vu := newTestVU(t, newRoot()).start().with("address", startServer(t, "healthy-greeting").Addr().String())
	const empty = `{"clients":{},"checks":{},"timeline":[],"queue":[],"queueUnavailable":"","absences":[],"process":[],"processUnavailable":"","log":[],"logUnavailable":"","counters":[],"countersUnavailable":"","reference":{},"events":[],"dropped":{},"harness":{"errors":0,"reasons":{}}}`
	vu.run(`
		const client = ` + greetedClient + `;
		const lb = ` + rstChecker + `;
		function fill() {
			client.run({ phase: "storm" });
			lb.run({ phase: "storm" });
			hc.acceptQueue(address, { phase: "storm" });
			hc.event("opinion", "up");
			hc.harnessError("no ports");
		}
		function written() {
			const { startedAt, nowMs, ...rest } = hc.recording();
			return JSON.stringify(rest);
		}
		const blank = written();
		fill();
		const before = hc.recording();
		hc.newPage();
		const after = hc.recording();
		const cleared = written();
		const counts = hc.clientCounts("storm").attempts;
	`)
	assert.JSONEq(t, empty, vu.run(`blank`).String())
	assert.JSONEq(t, empty, vu.run(`cleared`).String())
	assert.True(t, vu.run(`before.clients.storm.attempts === 1 && counts === 0`).ToBoolean())
	assert.True(t, vu.run(`after.startedAt === before.startedAt && after.nowMs > before.nowMs`).ToBoolean(), "the clock goes on")

	vu.run(`fill()`)
	assert.True(t, vu.run(`
		const next = hc.recording();
		next.clients.storm.attempts === 1 && next.checks.lb.storm.sent === 1 && next.events.length === 1 && next.harness.errors === 1
	`).ToBoolean(), vu.run(`JSON.stringify(next)`).String())
	assert.Len(t, vu.samples()["hc_client_attempts"], 2, "k6 counts on")
}

// The service answers when the next page has begun.
func TestAnExchangeIsCountedOnThePageThatItBeganOn(t *testing.T) {
	for who, written := range map[string]string{
		"client":  `Object.keys(hc.recording().clients).length`,
		"checker": `Object.keys(hc.recording().checks).length`,
	} {
		t.Run(who, func(t *testing.T) {
			shared := newRoot()
			late := newLateService(t)
			vu := newTestVU(t, shared).start().with("address", late.address).with("role", who)
			driver := newTestVU(t, shared)
			old := shared.recorder()

			ended := make(chan bool)
			go func() {
				defer close(ended)
				vu.run(`new hc.Exchange({ target: address, role, name: "lb", timeoutMs: 3600000,
					steps: [{ kind: "expect", match: { kind: "any" } }] }).run({ phase: "storm" })`)
			}()
			answer := <-late.accepted
			driver.run(`hc.newPage()`)
			answer()
			<-ended

			assert.Equal(t, "0", driver.run(written).String())
			assert.Equal(t, "0", driver.run(`hc.recording().timeline.length`).String())
			recorded := old.Recording(0, recorder.Options{})
			assert.Equal(t, int64(1), recorded.Clients["storm"].Accepted+recorded.Checks["lb"]["storm"].Completed)
			counted := vu.samples()
			assert.Len(t, append(counted["hc_client_attempts"], counted["hc_checks"]...), 1, "k6 counts it")
		})
	}
}

// Whatever turns the page meanwhile, each check is counted once.
func TestPagesTurnedWhileChecksRun(t *testing.T) {
	const nodes, each = 4, 200
	shared := newRoot()
	address := startServer(t, "healthy").Addr().String()
	var turning sync.Mutex
	pages := []*recorder.Recorder{shared.recorder()}
	turn := func() {
		turning.Lock()
		defer turning.Unlock()
		shared.newPage()
		pages = append(pages, shared.recorder())
	}
	var running sync.WaitGroup
	for range nodes {
		vu := newTestVU(t, shared).start().with("address", address).with("each", each).with("turn", turn)
		running.Go(func() {
			vu.run(`const lb = ` + rstChecker + `; for (let i = 0; i < each; i++) { lb.run({ phase: "storm" }); if (i % 10 === 5) turn() }`)
		})
	}
	running.Wait()
	sent := int64(0)
	for _, page := range pages {
		sent += page.Recording(0, recorder.Options{}).Checks["lb"]["storm"].Sent
	}
	require.Equal(t, int64(nodes*each), sent)
}

// lateService takes connections and answers each when it is told to.
type lateService struct {
	address  string
	accepted chan func()
}

func newLateService(t *testing.T) *lateService {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	t.Cleanup(func() { _ = listener.Close() })
	s := &lateService{address: listener.Addr().String(), accepted: make(chan func())}
	go func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			s.accepted <- func() {
				_, _ = conn.Write([]byte("late"))
				_ = conn.Close()
			}
		}
	}()
	return s
}
