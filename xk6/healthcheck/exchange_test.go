package healthcheck

import (
	"context"
	"fmt"
	"net"
	"net/netip"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.k6.io/k6/v2/lib"
	"go.k6.io/k6/v2/lib/types"
	"go.k6.io/k6/v2/metrics"

	"github.com/probe-storm/probe-storm/xk6/exchange"
	"github.com/probe-storm/probe-storm/xk6/recorder"
)

var loopback = netip.MustParseAddrPort("127.0.0.1:0")

// patience is for what must happen at all; no test passes by being quick.
const patience = 20 * time.Second

const greetedClient = `new hc.Exchange({
	target: address, role: "client", name: "client",
	steps: [{ kind: "expect", match: { kind: "any" } }], ending: { kind: "half-close" },
})`

const rstChecker = `new hc.Exchange({
	target: address, role: "checker", name: "lb", style: "rst", ending: { kind: "rst" }, prove: { ended: "rst" },
})`

func TestAClientThatIsGreeted(t *testing.T) {
	server := startServer(t, "healthy-greeting")
	vu := newTestVU(t, newRoot()).start().with("address", server.Addr().String())

	vu.run(`
		const result = ` + greetedClient + `.run({ phase: "storm" });
		const copy = JSON.parse(JSON.stringify(result));
	`)

	// Plain JavaScript values: === and typeof work on them, and nothing gets lost in JSON.
	assert.True(t, vu.run(`
		result.ok === true && result.outcome === "ok" && result.cause === "" && result.stage === "" && result.failedStep === -1 &&
		result.received === "4752454554494e4753210d0a" && result.bytesReceived === 12 && result.bytesSent === 0 &&
		result.ended === "fin" && result.verified === true && result.connected === true && result.error === "" &&
		result.connectMs > 0 && result.firstByteMs >= result.connectMs && result.totalMs >= result.firstByteMs &&
		result.answerMs >= result.firstByteMs && result.answerMs <= result.totalMs && result.heldMs > 0 && result.heldMs <= result.totalMs &&
		result.stepMs.length === 1 && result.stepMs[0] > 0 && result.startMs > 0 && result.lagMs === 0 &&
		typeof result.tcp.state === "number" && result.source.startsWith("127.0.0.1:") &&
		copy.outcome === "ok" && copy.stepMs.length === 1 && copy.tcp.rttUs === result.tcp.rttUs
	`).ToBoolean(), vu.run(`JSON.stringify(result)`).String())
	require.Eventually(t, func() bool { return server.Record().EOF == 1 }, patience, time.Millisecond)
	assert.EqualValues(t, 1, server.Record().Answered)
	assert.EqualValues(t, 0, server.Record().Reset)

	samples := vu.samples()
	assert.Equal(t, map[string]string{"scenario": "test", "phase": "storm", "outcome": "ok"},
		samples["hc_client_attempts"][0].Tags.Map())
	common := map[string]string{"scenario": "test", "phase": "storm"}
	for name, expected := range map[string]float64{
		"hc_client_accepted":   1,
		"hc_client_connect":    vu.run(`result.connectMs`).ToFloat(),
		"hc_client_first_byte": vu.run(`result.firstByteMs`).ToFloat(),
		"hc_client_answer":     vu.run(`result.answerMs`).ToFloat(),
		"data_received":        12,
	} {
		require.Len(t, samples[name], 1, name)
		assert.Equal(t, common, samples[name][0].Tags.Map(), name)
		assert.Equal(t, expected, samples[name][0].Value, name)
	}
	assert.Len(t, samples["hc_client_outage"], 1)
	assert.NotContains(t, samples, "hc_harness_errors")
	assert.NotContains(t, samples, "hc_checks")
	assert.True(t, vu.run(`
		const { answerMs } = hc.recording().clients.storm;
		answerMs.count === 1 && answerMs.max === result.answerMs
	`).ToBoolean())
}

// A part of what was expected is no answer.
func TestAClientThatGetsHalfOfItsAnswerHasNone(t *testing.T) {
	server := startServer(t, "healthy-greeting")
	vu := newTestVU(t, newRoot()).start().with("address", server.Addr().String())

	vu.run(`
		const result = new hc.Exchange({
			target: address, role: "client", name: "client", timeoutMs: 100,
			steps: [{ kind: "expect", match: { kind: "any" } }, { kind: "send", hex: "41" }, { kind: "expect", match: { kind: "any" } }],
		}).run({ phase: "storm" });
		const { answerMs, causes } = hc.recording().clients.storm;
	`)

	assert.Equal(t, `0 {"unanswered":1} true`, vu.run("`${answerMs.count} ${JSON.stringify(causes)} ${result.answerMs > 0}`").String())
	assert.NotContains(t, vu.samples(), "hc_client_answer")
}

func TestAHoldThatTheServiceEndsIsCounted(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	t.Cleanup(func() { _ = listener.Close() })
	go func() {
		for {
			peer, err := listener.Accept()
			if err != nil {
				return
			}
			_ = peer.Close()
		}
	}()
	vu := newTestVU(t, newRoot()).start().with("address", listener.Addr().String())

	vu.run(`
		const held = (ms) => new hc.Exchange({
			target: address, role: "checker", name: "lb", steps: [{ kind: "hold", ms }], ending: { kind: "rst" },
		}).run({ phase: "storm" });
		const results = [held(3600e3), held(3600e3)];
		new hc.Exchange({ target: address, role: "checker", name: "other", ending: { kind: "rst" } }).run({ phase: "storm" });
		const { lb, other } = hc.recording().checks;
	`)

	assert.Equal(t, "2 2 0", vu.run(
		"`${lb.storm.endedByPeer.count} ${lb.storm.endedByPeer.afterMs.count} ${other.storm.endedByPeer.count}`").String())
	assert.True(t, vu.run(`results.every((r) => r.ok && r.peerEnded !== "" && r.heldMs >= 0)`).ToBoolean())
	assert.True(t, vu.run(`lb.storm.endedByPeer.afterMs.max > 0`).ToBoolean())
}

func TestAClientThatIsRefused(t *testing.T) {
	vu := newTestVU(t, newRoot()).start().with("address", nobodyListens(t))

	vu.run(`const result = ` + greetedClient + `.run({ phase: "storm" })`)

	assert.Equal(t, "failed refused connect ECONNREFUSED",
		vu.run("`${result.outcome} ${result.cause} ${result.stage} ${result.errno}`").String())
	samples := vu.samples()
	assert.Equal(t, map[string]string{"scenario": "test", "phase": "storm", "outcome": "failed", "cause": "refused"},
		samples["hc_client_attempts"][0].Tags.Map())
	assert.Equal(t, []float64{0}, values(samples["hc_client_accepted"]))
	assert.Len(t, samples["hc_client_outage"], 1)
	assert.NotContains(t, samples, "hc_client_connect")
	assert.NotContains(t, samples, "hc_client_first_byte")
	assert.NotContains(t, samples, "hc_harness_errors")
}

func TestACheckThatResets(t *testing.T) {
	server := startServer(t, "healthy")
	vu := newTestVU(t, newRoot()).start().with("address", server.Addr().String())

	vu.run(`
		const lb = ` + rstChecker + `;
		const results = [lb.run({ phase: "storm" }), lb.run({ phase: "night" })];
	`)

	assert.True(t, vu.run(`results.every((r) => r.ok && r.verified && r.ended === "rst" && r.closeGapMs > 0)`).ToBoolean())
	require.Eventually(t, func() bool { return server.Record().Reset == 2 }, patience, time.Millisecond)

	samples := vu.samples()
	assert.Equal(t,
		map[string]string{"scenario": "test", "checker": "lb", "style": "rst", "phase": "storm", "outcome": "ok"},
		samples["hc_checks"][0].Tags.Map())
	assert.Equal(t, map[string]string{"scenario": "test", "checker": "lb", "style": "rst", "phase": "night"},
		samples["hc_check_verified"][1].Tags.Map())
	assert.Equal(t, []float64{1, 1}, values(samples["hc_check_verified"]))
	assert.NotEmpty(t, samples["hc_check_close_gap"])
	assert.NotContains(t, samples, "hc_client_attempts")
}

func TestACheckWithoutAConnectionIsNotAskedForItsStyle(t *testing.T) {
	vu := newTestVU(t, newRoot()).start().with("address", nobodyListens(t))

	vu.run(rstChecker + `.run({ phase: "storm" })`)

	samples := vu.samples()
	outcome, _ := samples["hc_checks"][0].Tags.Get("outcome")
	assert.Equal(t, "failed", outcome)
	assert.NotContains(t, samples, "hc_check_verified")
	assert.NotContains(t, samples, "hc_check_close_gap")
	assert.Equal(t, `{"sent":1,"completed":0,"failed":1,"verified":0,"unverified":0,"causes":{"refused":1}}`, vu.run(`
		const { sent, completed, failed, verified, unverified, causes } = hc.recording().checks.lb.storm;
		JSON.stringify({ sent, completed, failed, verified, unverified, causes });
	`).String())
}

// A service that does not speak first makes such a check fail; on the wire it was what it claims to be all the same.
func TestACheckThatFailsOnItsConnectionIsAskedForItsStyle(t *testing.T) {
	server := startServer(t, "healthy")
	vu := newTestVU(t, newRoot()).start().with("address", server.Addr().String())

	vu.run(`
		const wait = (name, prove) => new hc.Exchange({
			target: address, role: "checker", name, timeoutMs: 50, prove,
			steps: [{ kind: "expect", match: { kind: "any" } }], ending: { kind: "drain-fin" },
		}).run({ phase: "storm" });
		const result = wait("ends with FIN", { ended: "fin" });
		wait("was greeted", { receivedMin: 1 });
	`)

	assert.Equal(t, "failed queued-not-served true", vu.run("`${result.outcome} ${result.cause} ${result.verified}`").String())
	require.Eventually(t, func() bool { return server.Record().EOF == 2 }, patience, time.Millisecond)
	for name, expected := range map[string]string{
		"ends with FIN": `[1,1,1,1,0,{"queued-not-served":1},{},0]`,
		"was greeted":   `[1,1,1,0,1,{"queued-not-served":1},{"no greeting came":1},0]`,
	} {
		assert.Equal(t, expected, vu.with("name", name).run(`
			(({ sent, completed, failed, verified, unverified, causes, unproven, closeGapUs }) => JSON.stringify(
				[sent, completed, failed, verified, unverified, causes, unproven, closeGapUs.count],
			))(hc.recording().checks[name].storm)
		`).String(), name)
	}
	samples := vu.samples()
	assert.Equal(t, []float64{1, 1}, values(samples["hc_checks"]))
	assert.Equal(t, []float64{1, 0}, values(samples["hc_check_verified"]))
	assert.NotContains(t, samples, "hc_check_close_gap")
}

func TestAFailureThatEndsInTheNextPhaseCountsThere(t *testing.T) {
	vu := newTestVU(t, newRoot()).start().with("address", nobodyListens(t))

	vu.run(`
		const late = { atMs: hc.now(), phase: "storm" };
		` + greetedClient + `.run({ phase: "baseline", overrun: late });
		` + greetedClient + `.run({ phase: "baseline", overrun: { atMs: hc.now() + 3600e3, phase: "storm" } });
		const { baseline, storm } = hc.recording().clients;
	`)

	samples := vu.samples()
	for i, phase := range []string{"storm", "baseline"} {
		for _, name := range []string{"hc_client_attempts", "hc_client_accepted", "hc_client_outage"} {
			found, _ := samples[name][i].Tags.Get("phase")
			assert.Equal(t, phase, found, name)
		}
	}
	assert.Equal(t, "1 1", vu.run("`${baseline.attempts} ${storm.attempts}`").String())
	assert.Equal(t, "0 1", vu.run("`${storm.attemptsBeforeFirstFailure} ${baseline.attemptsBeforeFirstFailure}`").String())
	assert.Equal(t, "baseline", vu.run(`hc.recording().timeline.find((s) => s.attempts > 0).phase`).String())
}

// It got in by the phase in which it began, and was kept waiting in the next one.
func TestASuccessThatEndsInTheNextPhaseWaitedThere(t *testing.T) {
	server := startServer(t, "healthy-greeting")
	vu := newTestVU(t, newRoot()).start().with("address", server.Addr().String())

	vu.run(greetedClient + `.run({ phase: "baseline", overrun: { atMs: 0, phase: "storm" } })`)

	assert.Equal(t, "1 1 0 0 0 1", vu.run(`
		const { baseline, storm } = hc.recording().clients;
		[baseline, storm].flatMap((c) => [c.attempts, c.accepted, c.answerMs.count]).join(" ");
	`).String())
	samples := vu.samples()
	for name, phase := range map[string]string{"hc_client_attempts": "baseline", "hc_client_accepted": "baseline", "hc_client_answer": "storm"} {
		found, _ := samples[name][0].Tags.Get("phase")
		assert.Equal(t, phase, found, name)
	}
}

func TestACancelledExchangeIsCountedNowhereElse(t *testing.T) {
	server := startServer(t, "healthy")
	vu := newTestVU(t, newRoot()).start().with("address", server.Addr().String())
	ctx, cancel := context.WithCancel(context.Background())
	vu.VU.CtxField = ctx
	go func() {
		for server.Record().Open == 0 && ctx.Err() == nil {
			time.Sleep(time.Millisecond)
		}
		cancel()
	}()

	vu.run(`const result = new hc.Exchange({
		target: address, role: "checker", name: "lb", style: "hold", steps: [{ kind: "hold" }], ending: { kind: "rst" },
	}).run({ phase: "storm" })`)

	assert.Equal(t, "cancelled false  -1", vu.run("`${result.outcome} ${result.ok} ${result.cause} ${result.failedStep}`").String())
	require.Eventually(t, func() bool { return server.Record().Open == 0 }, patience, time.Millisecond)
	assert.Empty(t, vu.samples())
	assert.Equal(t, "0 0 0 1", vu.run(`
		const { sent, completed, failed, cancelled } = hc.recording().checks.lb.storm;
		[sent, completed, failed, cancelled].join(" ");
	`).String())
}

func TestAnIterationThatHasEndedCountsNothing(t *testing.T) {
	server := startServer(t, "healthy-greeting")
	vu := newTestVU(t, newRoot()).start().with("address", server.Addr().String()).cancelled()

	vu.run(`const result = ` + greetedClient + `.run({ phase: "storm" })`)

	assert.Empty(t, vu.samples())
	assert.Equal(t, `cancelled {"storm":1} 0`, vu.run(`
		const { clients, timeline } = hc.recording();
		const cancelled = Object.fromEntries(Object.entries(clients).map(([phase, c]) => [phase, c.cancelled + c.attempts]));
		[result.outcome, JSON.stringify(cancelled), timeline.reduce((sum, s) => sum + s.attempts, 0)].join(" ");
	`).String())
}

func TestACheckThatCouldNotConnectBeforeTheEndWasNeverSent(t *testing.T) {
	server := startServer(t, "healthy")
	vu := newTestVU(t, newRoot()).start().with("address", server.Addr().String()).cancelled()

	vu.run(`const result = new hc.Exchange({
		target: address, role: "checker", name: "lb", ending: { kind: "rst" },
	}).run({ phase: "storm" })`)

	assert.Equal(t, "cancelled {}", vu.run("`${result.outcome} ${JSON.stringify(hc.recording().checks)}`").String())
	assert.Zero(t, server.Record().Accepted)
}

// The exchange came to its end, and k6 ended the iteration before anything could be counted.
func TestAResultThatCannotBeCountedIsCancelled(t *testing.T) {
	shared := newRoot()
	server := startServer(t, "healthy-greeting")
	vu := newTestVU(t, shared).start()
	module := &instance{root: shared, vu: vu.VU}
	spec := vu.run(`({ target: "` + server.Addr().String() + `", role: "client", name: "client" })`)
	x, err := module.parseExchange(spec)
	require.NoError(t, err)

	o := x.converse(vu.VU.State(), runOptions{phase: "storm"})
	require.Equal(t, exchange.OK, o.Result.Outcome)
	vu.cancelled()
	x.account(vu.VU.State(), &o)

	assert.Equal(t, exchange.Cancelled, o.Result.Outcome)
	assert.Empty(t, vu.samples())
	storm := shared.recorder().Recording(0, recorder.Options{}).Clients["storm"]
	assert.Equal(t, [2]int64{0, 1}, [2]int64{storm.Attempts, storm.Cancelled})
}

func TestTagsFollowTheVU(t *testing.T) {
	vu := newTestVU(t, newRoot()).start().with("address", nobodyListens(t))

	vu.run(`const client = ` + greetedClient + `; client.run({ phase: "storm" })`)
	vu.VU.State().Tags.Modify(func(tags *metrics.TagsAndMeta) { tags.SetTag("iter", "1") })
	vu.run(`client.run({ phase: "storm" })`)

	accepted := vu.samples()["hc_client_accepted"]
	assert.Equal(t, map[string]string{"scenario": "test", "phase": "storm"}, accepted[0].Tags.Map())
	assert.Equal(t, map[string]string{"scenario": "test", "phase": "storm", "iter": "1"}, accepted[1].Tags.Map())
}

func TestLagIsHowLateAnExchangeStarted(t *testing.T) {
	vu := newTestVU(t, newRoot()).start().with("address", nobodyListens(t))

	vu.run(`
		const due = hc.now() - 250;
		const late = ` + greetedClient + `.run({ phase: "storm", dueMs: due });
		const early = ` + greetedClient + `.run({ phase: "storm", dueMs: due + 3600e3 });
		const { lagMs } = hc.recording().clients.storm;
	`)

	assert.InDelta(t, 250, vu.run(`late.lagMs - (late.startMs - due) + 250`).ToFloat(), 1e-6)
	assert.GreaterOrEqual(t, vu.run(`late.lagMs`).ToFloat(), 250.0)
	assert.EqualValues(t, 0, vu.run(`early.lagMs`).ToFloat())
	assert.Equal(t, "2 true", vu.run("`${lagMs.count} ${Math.abs(lagMs.max - late.lagMs) < 1e-6}`").String())
}

func TestAHoldEndsWhenItIsTold(t *testing.T) {
	server := startServer(t, "healthy")
	vu := newTestVU(t, newRoot()).start().with("address", server.Addr().String())

	vu.run(`
		const until = hc.now() + 120;
		const result = new hc.Exchange({
			target: address, role: "checker", name: "lb", steps: [{ kind: "hold" }],
		}).run({ until });
	`)

	assert.True(t, vu.run(`result.ok && result.peerEnded === "" && result.startMs + result.connectMs + result.closeGapMs >= until`).ToBoolean(), vu.run(`JSON.stringify(result)`).String())
}

func TestAnExchangeIsCancelledWhenItIsTold(t *testing.T) {
	server := startServer(t, "healthy")
	vu := newTestVU(t, newRoot()).start().with("address", server.Addr().String())

	vu.run(`
		const silent = new hc.Exchange({
			target: address, role: "checker", name: "lb", timeoutMs: 30000, steps: [{ kind: "expect", match: { kind: "any" } }],
		});
		const cancelMs = hc.now() + 120;
		const result = silent.run({ phase: "storm", cancelMs });
		const late = hc.now() - cancelMs;
		hc.event("node", "goes on");
		const { checks, events } = hc.recording();
	`)

	assert.Equal(t, "cancelled", vu.run(`result.outcome`).String())
	assert.True(t, vu.run(`late >= 0 && late < 1000`).ToBoolean(), vu.run(`late`).String())
	assert.Equal(t, "1 0 goes on", vu.run("`${checks.lb.storm.cancelled} ${checks.lb.storm.failed} ${events[0].data}`").String())
}

func TestTargetsAreResolvedByK6(t *testing.T) {
	server := startServer(t, "healthy-greeting")
	vu := newTestVU(t, newRoot()).start()
	hosts, err := types.NewHosts(map[string]types.Host{"mail.example": {IP: net.IPv4(127, 0, 0, 1), Port: int(server.Addr().Port())}})
	require.NoError(t, err)
	vu.dialer.Hosts = hosts
	vu.with("address", "mail.example:25")

	assert.True(t, vu.run(greetedClient+`.run().ok`).ToBoolean())
	assert.Equal(t, server.Addr().String(), vu.run(`hc.resolve("mail.example:25")`).String())
}

// silentDNS answers when it is released.
type silentDNS struct {
	asked   chan struct{}
	release chan struct{}
	answer  net.IP
}

func (d silentDNS) LookupIP(string) (net.IP, error) {
	close(d.asked)
	<-d.release
	return d.answer, nil
}

func TestALookUpThatHangsEndsWithTheIteration(t *testing.T) {
	vu := newTestVU(t, newRoot()).start().with("address", "mail.example:25")
	dns := silentDNS{asked: make(chan struct{}), release: make(chan struct{})}
	t.Cleanup(func() { close(dns.release) })
	vu.dialer.Resolver = dns
	ctx, cancel := context.WithCancel(context.Background())
	vu.VU.CtxField = ctx
	go func() {
		<-dns.asked
		cancel()
	}()

	assert.Equal(t, "cancelled", vu.run(greetedClient+`.run({ phase: "storm" }).outcome`).String())
	assert.Empty(t, vu.samples())
}

// The name is looked up within the exchange's time, told apart, and is no lag of the generator's. The next run waits for the same answer.
func TestALookUpTakesItsTimeFromTheExchange(t *testing.T) {
	server := startServer(t, "healthy-greeting")
	vu := newTestVU(t, newRoot()).start()
	dns := silentDNS{asked: make(chan struct{}), release: make(chan struct{}), answer: net.IPv4(127, 0, 0, 1)}
	vu.dialer.Resolver = dns
	vu.with("address", fmt.Sprintf("mail.example:%d", server.Addr().Port()))

	vu.run(`
		const client = new hc.Exchange({
			target: address, role: "client", name: "client", timeoutMs: 200, steps: [{ kind: "expect", match: { kind: "any" } }],
		});
		const due = hc.now();
		const unresolved = client.run({ phase: "storm", dueMs: due });
	`)
	assert.Equal(t, "failed harness resolve", vu.run("`${unresolved.outcome} ${unresolved.cause} ${unresolved.stage}`").String())
	assert.Contains(t, vu.run(`unresolved.error`).String(), "cannot be resolved: no answer within 200ms")
	assert.True(t, vu.run(`
		unresolved.resolveMs >= 200 && unresolved.totalMs >= unresolved.resolveMs && unresolved.connectMs === 0 &&
		Math.abs(unresolved.lagMs - (unresolved.startMs - due)) < 1e-6
	`).ToBoolean(), vu.run(`JSON.stringify(unresolved)`).String())

	close(dns.release)
	assert.True(t, vu.run(`
		let answered = client.run();
		while (!answered.ok) answered = client.run(); // a busy machine may bring the answer late
		const known = client.run();
		answered.resolveMs > 0 && answered.totalMs >= answered.resolveMs + answered.answerMs && known.resolveMs === 0
	`).ToBoolean())
}

// Nobody knows how to ask this dialer for its address.
type otherDialer struct{ lib.DialContexter }

func TestLocalIPsThatCannotBeSeenAreRefused(t *testing.T) {
	vu := newTestVU(t, newRoot()).start().with("address", nobodyListens(t))
	state := vu.VU.State()
	state.Dialer = otherDialer{}
	vu.dialer = nil
	vu.run(`const client = ` + greetedClient)
	assert.NotContains(t, vu.message(`client.run()`), "--local-ips")

	pool, err := types.NewIPPool("127.0.0.2")
	require.NoError(t, err)
	state.Options.LocalIPs = types.NullIPPool{Pool: pool, Valid: true}
	assert.Contains(t, vu.message(`client.run()`), "k6's --local-ips cannot be read from its dialer of type healthcheck.otherDialer")
}

func TestABlacklistedTargetIsTheHarnessesOwnTrouble(t *testing.T) {
	server := startServer(t, "healthy-greeting")
	vu := newTestVU(t, newRoot()).start().with("address", server.Addr().String())
	_, network, err := net.ParseCIDR("127.0.0.0/8")
	require.NoError(t, err)
	vu.dialer.Blacklist = []*lib.IPNet{{IPNet: *network}}

	vu.run(`const result = ` + greetedClient + `.run({ phase: "storm" })`)

	assert.Equal(t, "failed harness resolve -1", vu.run("`${result.outcome} ${result.cause} ${result.stage} ${result.failedStep}`").String())
	assert.Contains(t, vu.run(`result.error`).String(), "blacklisted")
	assert.EqualValues(t, 0, server.Record().Accepted)
	samples := vu.samples()
	assert.Equal(t, []float64{1}, values(samples["hc_harness_errors"]))
	assert.Equal(t, []float64{0}, values(samples["hc_client_accepted"]))
	assert.Equal(t, "1 true", vu.run(`
		const { errors, reasons } = hc.recording().harness;
		[errors, reasons[result.error] === 1].join(" ");
	`).String())
	assert.Contains(t, vu.message(`hc.resolve(address)`), "cannot be resolved")

	// The next run tries again.
	vu.dialer.Blacklist = nil
	assert.True(t, vu.run(greetedClient+`.run().ok`).ToBoolean())
}

func TestWhereAnExchangeIsSentFrom(t *testing.T) {
	for _, test := range []struct {
		name, localIPs, source, expected string
	}{
		{"k6's --local-ips", "127.0.0.2", "", "127.0.0.2"},
		{"the spec's source comes first", "127.0.0.2", "127.0.0.3", "127.0.0.3"},
		{"the system's choice", "", "", "127.0.0.1"},
	} {
		t.Run(test.name, func(t *testing.T) {
			listener, err := net.Listen("tcp", "127.0.0.1:0")
			require.NoError(t, err)
			t.Cleanup(func() { _ = listener.Close() })
			vu := newTestVU(t, newRoot()).start().with("address", listener.Addr().String())
			if test.localIPs != "" {
				vu.dialer.LocalAddr = &net.TCPAddr{IP: net.ParseIP(test.localIPs)}
			}
			spec := map[string]any{"target": listener.Addr().String(), "role": "checker", "name": "lb"}
			if test.source != "" {
				spec["source"] = test.source
			}
			vu.with("spec", spec)

			assert.True(t, vu.run(`new hc.Exchange(spec).run().ok`).ToBoolean())

			peer, err := listener.Accept()
			require.NoError(t, err)
			assert.Equal(t, test.expected, peer.RemoteAddr().(*net.TCPAddr).IP.String())
			require.NoError(t, peer.Close())
		})
	}
}

func TestAnExchangeMayBeMadeButNotRunInTheInitContext(t *testing.T) {
	vu := newTestVU(t, newRoot()).with("address", nobodyListens(t))

	vu.run(`const client = ` + greetedClient)

	assert.Contains(t, vu.message(`client.run()`), "not in the init context")
	assert.Contains(t, vu.message(`hc.resolve(address)`), "not in the init context")
	assert.True(t, vu.run(`client instanceof hc.Exchange`).ToBoolean())
}

func TestRefusedSpecs(t *testing.T) {
	vu := newTestVU(t, newRoot())
	for spec, expected := range map[string]string{
		`"a string"`: "exchange spec: a string is refused: an object is wanted",
		`{ ...ok, to: 1 }`: "exchange spec: to: unknown field; known here: target, role, name, style, handshake, source, " +
			"timeoutMs, connectTimeoutMs, nagle, steps, ending, failedEnding, prove",
		`{ ...ok, TimeoutMs: 1 }`:                                                       "exchange spec: TimeoutMs: unknown field",
		`{ ...ok, steps: [{ kind: "wait", sec: 1 }] }`:                                  "exchange spec: steps[0].sec: unknown field",
		`{ ...ok, steps: [{ kind: "expect", match: { kind: "any", txt: "" } }] }`:       "exchange spec: steps[0].match.txt: unknown field",
		`{ ...ok, steps: "rst" }`:                                                       `exchange spec: steps: "rst" is refused: a list is wanted`,
		`{ ...ok, timeoutMs: "5s" }`:                                                    `exchange spec: timeoutMs: "5s" is refused: a number is wanted`,
		`{ ...ok, timeoutMs: 0 }`:                                                       "exchange spec: timeoutMs: 0 is refused: a number above 0 is wanted; leave the field out for its default",
		`{ ...ok, timeoutMs: 1e-9 }`:                                                    "exchange spec: timeoutMs: 0.000000001; accepted is a number of milliseconds from 0.001",
		`{ ...ok, steps: [{ kind: "expect", match: { kind: "any" }, withinMs: 0 }] }`:   "exchange spec: steps[0].withinMs: 0 is refused",
		`{ ...ok, timeoutMs: 0 / 0 }`:                                                   "exchange spec: timeoutMs: null is refused",
		`{ ...ok, prove: { segsOut: -1 } }`:                                             "exchange spec: prove.segsOut: -1 is refused: a whole number",
		`{ ...ok, prove: { unreadMin: 0.5 } }`:                                          "exchange spec: prove.unreadMin: 0.5 is refused: a whole number",
		`{ ...ok, steps: [{ kind: "send" }] }`:                                          "exchange spec: steps[0].hex: empty; at least one byte is needed, as hex, text or bytes",
		`{ ...ok, steps: [{ kind: "send", hex: "00", text: "a" }] }`:                    "exchange spec: steps[0].text: given beside hex; accepted is exactly one of hex, text, bytes",
		`{ ...ok, steps: [{ kind: "send", bytes: new Uint8Array(2) }] }`:                `exchange spec: steps[0].bytes: {"0":0,"1":0} is refused: an ArrayBuffer is wanted (of a Uint8Array its buffer)`,
		`{ ...ok, steps: [{ kind: "send", bytes: "AAAA" }] }`:                           `exchange spec: steps[0].bytes: "AAAA" is refused: an ArrayBuffer is wanted`,
		`{ ...ok, steps: [{ kind: "send", bytes: 5 }] }`:                                "exchange spec: steps[0].bytes: 5; accepted is an ArrayBuffer",
		`{ ...ok, steps: [{ kind: "send", bytes: new ArrayBuffer(0) }] }`:               "exchange spec: steps[0].bytes: empty; at least one byte is needed",
		`{ ...ok, steps: [{ kind: "expect", match: { kind: "length", bytes: 0.5 } }] }`: "exchange spec: steps[0].match.bytes: 0.5 is refused: a whole number",
		`{ ...ok, name: new ArrayBuffer(1) }`:                                           `exchange spec: name: {"ArrayBuffer":"AA=="} is refused: a string is wanted`,
		`{ ...ok, role: "observer" }`:                                                   `exchange spec: role: "observer" is refused: checker or client is wanted`,
		`{ ...ok, name: "" }`:                                                           `exchange spec: name: "" is refused`,
		`{ ...ok, target: "127.0.0.1" }`:                                                `exchange spec: target: "127.0.0.1"`,
		`{ ...ok, source: "eth0" }`:                                                     `exchange spec: source: "eth0"`,
		`{ ...ok, steps: [{ kind: "jump" }] }`:                                          `exchange spec: steps[0].kind: "jump"`,
		`{ ...ok, ending: { kind: "rst", hard: true } }`:                                "exchange spec: ending.hard: unknown field",
	} {
		message := vu.message(`
			const ok = { target: "127.0.0.1:1", role: "client", name: "client" };
			new hc.Exchange(` + spec + `);
		`)
		assert.Contains(t, message, expected, spec)
		assert.NotContains(t, message, "\n", spec)
	}
}

func TestBytesAreGivenAsHexAsTextOrAsAnArrayBuffer(t *testing.T) {
	server := startServer(t, "healthy-greeting")
	vu := newTestVU(t, newRoot()).start().with("address", server.Addr().String())

	vu.run(`
		const bytes = new Uint8Array([0x47, 0x52]).buffer;
		const results = [{ hex: "4752" }, { text: "GR" }, { bytes }].flatMap((given) => ["literal", "contains"].map((kind) =>
			new hc.Exchange({ target: address, role: "client", name: "client", timeoutMs: 20e3, steps: [
				{ kind: "expect", match: { kind, ...given } }, { kind: "send", ...given },
			] }).run()));
		const umlaut = new hc.Exchange({ target: address, role: "client", name: "client", timeoutMs: 20e3, steps: [{ kind: "send", text: "ü" }] }).run();
	`)

	assert.Equal(t, "ok 2,ok 2,ok 2,ok 2,ok 2,ok 2",
		vu.run("results.map(({ outcome, bytesSent }) => `${outcome} ${bytesSent}`).join()").String())
	assert.EqualValues(t, 2, vu.run(`umlaut.bytesSent`).ToInteger(), "text is UTF-8")
}

func TestReceivedBytesAreThereAsAnArrayBuffer(t *testing.T) {
	server := startServer(t, "healthy-greeting")
	vu := newTestVU(t, newRoot()).start().with("address", server.Addr().String())

	vu.run(`
		const result = ` + greetedClient + `.run();
		const text = (buffer) => String.fromCharCode(...new Uint8Array(buffer));
		const spread = { ...result };
		new Uint8Array(result.receivedBytes())[0] = 0;
	`)

	assert.Equal(t, "GREETINGS!\r\n", vu.run(`text(result.receivedBytes())`).String(), "each buffer is the caller's own")
	assert.Equal(t, "GREETINGS!\r\n", vu.run(`text(spread.receivedBytes())`).String())
	assert.True(t, vu.run(`result.receivedBytes() instanceof ArrayBuffer`).ToBoolean())
	assert.False(t, vu.run(`"receivedBytes" in JSON.parse(JSON.stringify(result))`).ToBoolean())
	assert.EqualValues(t, 0, vu.with("address", nobodyListens(t)).run(greetedClient+`.run().receivedBytes().byteLength`).ToInteger())
}

func TestAnExchangeWithoutNewIsRefusedInOneLine(t *testing.T) {
	vu := newTestVU(t, newRoot())

	for _, call := range []string{`hc.Exchange({})`, `const { Exchange } = hc; Exchange({})`} {
		assert.Equal(t, "Class constructor cannot be invoked without 'new'", vu.message(call))
	}
}

func TestRefusedRunOptions(t *testing.T) {
	vu := newTestVU(t, newRoot()).start().with("address", nobodyListens(t))
	vu.run(`const client = ` + greetedClient)
	for options, expected := range map[string]string{
		`5`:                               "run: 5 is refused: an object is wanted",
		`{ phase: 1 }`:                    "run: phase: 1 is refused: a string is wanted",
		`{ dueMs: "soon" }`:               "run: dueMs: soon is refused: milliseconds",
		`{ cancelMs: 0 / 0 }`:             "run: cancelMs: NaN is refused: milliseconds",
		`{ until: 1 / 0 }`:                "run: until: Infinity is refused: milliseconds",
		`{ dueMs: "12" }`:                 "run: dueMs: 12 is refused: milliseconds",
		`{ until: true }`:                 "run: until: true is refused: milliseconds",
		`{ phse: "storm" }`:               `run: "phse" is refused: there is no such option; accepts phase, dueMs, until, cancelMs, overrun`,
		`{ overrun: "storm" }`:            "run: overrun: storm is refused: an object is wanted",
		`{ overrun: { at: 1 } }`:          `run: overrun: "at" is refused: there is no such option; accepts atMs, phase`,
		`{ overrun: { atMs: 1 } }`:        "run: overrun: both atMs and phase are wanted",
		`{ overrun: { phase: "storm" } }`: "run: overrun: both atMs and phase are wanted",
	} {
		assert.Contains(t, vu.message(`client.run(`+options+`)`), expected, options)
	}
	assert.Empty(t, vu.samples())
}
