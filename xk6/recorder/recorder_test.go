package recorder

import (
	"fmt"
	"math"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/probe-storm/probe-storm/xk6/clock"
	"github.com/probe-storm/probe-storm/xk6/exchange"
)

// attempt is a client's, in seconds of the module's clock, to the tenth.
type attempt struct {
	phase      string
	start, end float64
	ok         bool
}

func seconds(s float64) time.Duration {
	return time.Duration(math.Round(s*10)) * 100 * time.Millisecond
}

// replay has attempts begin and end in the order of their times, and returns the outage reported with each, in ms.
func replay(r *Recorder, attempts []attempt) []float64 {
	outages := make([]float64, len(attempts))
	open := make([]Observation, len(attempts))
	for ms := 0; ms <= 60_000; ms += 100 {
		for i, a := range attempts {
			if seconds(a.start) == time.Duration(ms)*time.Millisecond {
				open[i] = Observation{Role: Client, Begun: a.phase, Phase: a.phase, Start: seconds(a.start)}
				open[i].Ticket = r.Begin(Client, a.phase, seconds(a.start))
			}
			if seconds(a.end) == time.Duration(ms)*time.Millisecond {
				open[i].End = seconds(a.end)
				open[i].Result = &exchange.Result{Outcome: exchange.Failed, Cause: exchange.Refused, Error: "refused"}
				if a.ok {
					open[i].Result = &exchange.Result{Outcome: exchange.OK}
				}
				outages[i] = clock.Milliseconds(r.Client(&open[i]))
			}
		}
	}
	return outages
}

func TestOutages(t *testing.T) {
	for _, test := range []struct {
		name     string
		attempts []attempt
		expected []float64
	}{
		{
			"rare clients that all get in are no outage, but their waiting is",
			[]attempt{{"storm", 1, 1.1, true}, {"storm", 6, 6.1, true}, {"storm", 11, 14, true}},
			[]float64{100, 100, 3000},
		},
		{
			"it grows with every failure since the last success, and the success that ends it reports it in full",
			[]attempt{{"storm", 1, 1.1, true}, {"storm", 2, 2.1, false}, {"storm", 3, 3.1, false}, {"storm", 4, 4.1, true}, {"storm", 5, 5.1, true}},
			[]float64{100, 1000, 2000, 3000, 100},
		},
		{
			"without any success it counts from the first attempt",
			[]attempt{{"storm", 1, 6, false}, {"storm", 2, 7, false}},
			[]float64{5000, 6000},
		},
		{
			"a new phase starts afresh",
			[]attempt{{"storm", 1, 2, false}, {"recovery", 10, 11, false}, {"recovery", 11, 12, true}},
			[]float64{1000, 1000, 2000},
		},
		{
			"a success of an attempt of the phase before counts",
			[]attempt{{"baseline", 1, 4, true}, {"storm", 2, 5, false}},
			[]float64{3000, 1000},
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			r := New(clock.Start())
			assert.Equal(t, test.expected, replay(r, test.attempts))
		})
	}
}

func TestWhatWasSentBeforeTheFirstFailureCountsByBeginning(t *testing.T) {
	r := New(clock.Start())
	for range 7 {
		r.Begin(Checker, "storm", 0)
	}
	replay(r, []attempt{
		{"storm", 1, 1.5, true},
		{"storm", 2, 9, false}, // the first to begin of those that fail, and the last to end
		{"storm", 3, 3.5, true},
		{"storm", 4, 4.5, false},
	})

	storm := r.Recording(0, Options{}).Clients["storm"]
	assert.EqualValues(t, 1, storm.AttemptsBeforeFirstFailure)
	assert.EqualValues(t, 2000, storm.FirstFailureMs)
	assert.EqualValues(t, 7, storm.ChecksBeforeFirstFailure)
	assert.Equal(t, map[string]string{"refused": "refused"}, storm.Examples)
}

func TestFailedAttemptsAreCountedByErrno(t *testing.T) {
	c := newClientPhase()
	for _, errno := range []string{"CERTIFICATE", "", "CERTIFICATE", "ECONNRESET"} {
		c.addFailure(&Observation{Result: &exchange.Result{Outcome: exchange.Failed, Errno: errno}})
	}

	assert.Equal(t, map[string]int64{"CERTIFICATE": 2, "ECONNRESET": 1}, c.record().Errnos)
}

func TestWithoutAFailureThereIsNoFirstOne(t *testing.T) {
	r := New(clock.Start())
	replay(r, []attempt{{"storm", 1, 2, true}})

	storm := r.Recording(0, Options{}).Clients["storm"]
	assert.EqualValues(t, -1, storm.AttemptsBeforeFirstFailure)
	assert.EqualValues(t, -1, storm.FirstFailureMs)
	assert.EqualValues(t, -1, storm.ChecksBeforeFirstFailure)
}

func TestTheTimelineIsByTheStartOfExchanges(t *testing.T) {
	r := New(clock.Start())
	replay(r, []attempt{{"baseline", 3.2, 3.4, true}, {"baseline", 3.9, 9, false}, {"storm", 5, 5.1, true}})
	r.QueueSample(seconds(5.3), "storm", Queue{Length: 4})
	r.QueueSample(seconds(5.6), "storm", Queue{Length: 2})

	assert.Equal(t, []Second{
		{T: 3, Phase: "baseline", Attempts: 2, Accepted: 1, Queue: -1, Causes: map[string]int64{"refused": 1}},
		{T: 4, Queue: -1},
		{T: 5, Phase: "storm", Attempts: 1, Accepted: 1, Queue: 4},
	}, r.Recording(0, Options{}).Timeline)
}

func TestEachSecondTellsWhyItsClientsFailedAndTheLongestOfTheirTimes(t *testing.T) {
	r := New(clock.Start())
	for _, result := range []exchange.Result{
		{Outcome: exchange.OK, Connected: true, ConnectTime: 2 * time.Millisecond, Answer: 5 * time.Millisecond},
		{Outcome: exchange.OK, Connected: true, ConnectTime: 1 * time.Millisecond, Answer: 7 * time.Millisecond},
		{Outcome: exchange.Failed, Cause: exchange.QueuedNotServed, Connected: true, ConnectTime: 1040 * time.Millisecond},
		{Outcome: exchange.Failed, Cause: exchange.SYNDropped},
		{Outcome: exchange.Failed, Cause: exchange.SYNDropped},
	} {
		o := &Observation{Role: Client, Begun: "storm", Phase: "storm", Timed: "storm", Start: seconds(7), Result: &result}
		r.Begin(Client, o.Begun, o.Start)
		r.Client(o)
	}

	assert.Equal(t, []Second{{
		T: 7, Phase: "storm", Attempts: 5, Accepted: 2, Queue: -1,
		Causes: map[string]int64{"queued-not-served": 1, "syn-dropped": 2}, ConnectMs: 1040, AnswerMs: 7,
	}}, r.Recording(0, Options{}).Timeline)
}

func TestReasonsThatDifferInWhatWasMeasuredAreOne(t *testing.T) {
	r := New(clock.Start())
	for _, gap := range []string{"2.310", "4.007"} {
		r.Check(&Observation{Role: Checker, Name: "lb", Phase: "storm", Result: &exchange.Result{
			Outcome: exchange.OK, Connected: true, UnprovenCode: exchange.ClosedLate, Unproven: "handshake to close took " + gap + " ms, more than 1.5 ms",
		}})
	}

	storm := r.Recording(0, Options{}).Checks["lb"]["storm"]
	assert.Equal(t, map[string]int64{"handshake to close took more than 1.5 ms": 2}, storm.Unproven)
	assert.Equal(t, map[string]int64{"closed-late": 2}, storm.UnprovenCodes)
}

func TestCloseGapsBecomeFewSamples(t *testing.T) {
	r := New(clock.Start())
	pushed := 0
	for ms := range 1000 {
		o := Observation{Role: Checker, Name: "lb", Phase: "storm", Result: &exchange.Result{
			Outcome: exchange.OK, Connected: true, Verified: true,
		}}
		o.End = time.Duration(ms) * time.Millisecond
		if r.Check(&o) {
			pushed++
		}
	}

	assert.Equal(t, 10, pushed)
	assert.EqualValues(t, 1000, r.Recording(0, Options{}).Checks["lb"]["storm"].CloseGapUs.Count)
}

func TestNothingGrowsWithoutBounds(t *testing.T) {
	r := New(clock.Start())
	for i := range mostEntries + 10 {
		r.Event(0, "note", "")
		r.QueueSample(0, "storm", Queue{Length: uint32(i)})
	}
	for i := range mostReasons + 10 {
		r.HarnessError(fmt.Sprint("reason ", i))
	}
	r.HarnessError("reason 0")

	recorded := r.Recording(0, Options{})
	assert.Len(t, recorded.Events, mostEntries)
	assert.Len(t, recorded.Queue, mostEntries/2+10)
	assert.EqualValues(t, 0, recorded.Queue[0].Length)
	assert.EqualValues(t, mostEntries+9, recorded.Queue[len(recorded.Queue)-1].Length)
	assert.Len(t, recorded.Harness.Reasons, mostReasons+1)
	assert.EqualValues(t, 10, recorded.Harness.Reasons[otherReasons])
	assert.EqualValues(t, 2, recorded.Harness.Reasons["reason 0"])
	assert.EqualValues(t, mostReasons+11, recorded.Harness.Errors)
}

func TestAFloodOfOneKindOfEventKeepsNoOtherOut(t *testing.T) {
	r := New(clock.Start())
	for range mostEntries + 10 {
		r.Event(0, "opinion", "")
	}
	r.Event(0, "end", "complete")
	events := r.Recording(0, Options{}).Events
	if last := events[len(events)-1]; len(events) != mostEntries+1 || last.Kind != "end" {
		t.Errorf("%d events, the last one of kind %s", len(events), last.Kind)
	}
}

func TestADistributionIsExactButForItsQuantiles(t *testing.T) {
	d := newDistribution()
	for us := 1; us <= 1000; us++ {
		d.add(time.Duration(us) * time.Microsecond)
	}
	d.add(25 * time.Hour)

	found := d.stats(time.Microsecond)
	assert.EqualValues(t, 1001, found.Count)
	assert.EqualValues(t, 1, found.Min)
	assert.EqualValues(t, 25*3600e6, found.Max)
	assert.InEpsilon(t, 501, found.P50, 0.01)
	assert.InEpsilon(t, 991, found.P99, 0.01)
	assert.Equal(t, Stats{}, newDistribution().stats(time.Microsecond))
}

func TestWhatIsNotKeptIsCounted(t *testing.T) {
	r := New(clock.Start())
	assert.Empty(t, r.Recording(0, Options{}).Dropped)
	for range mostEntries + 10 {
		r.Event(0, "opinion", "")
	}
	for i := range mostKinds + 3 {
		r.Event(0, fmt.Sprint("kind ", i), "")
	}
	assert.Equal(t, map[string]int64{"events: opinion": 10, "other events": 4}, r.Recording(0, Options{}).Dropped)
}

func TestEventsOfSomeKindsAlone(t *testing.T) {
	r := New(clock.Start())
	for _, kind := range []string{"opinion", "end", "opinion"} {
		r.Event(0, kind, "")
	}
	assert.Len(t, r.EventsOf("opinion"), 2)
	assert.NotNil(t, r.EventsOf("other"))
	assert.Len(t, r.Recording(0, Options{}).Events, 3)
	assert.Len(t, r.Recording(0, Options{Kinds: &[]string{"end"}}).Events, 1)
	assert.Equal(t, []Event{}, r.Recording(0, Options{Kinds: &[]string{}}).Events)
}

func TestWhatIsNotWantedIsLeftEmpty(t *testing.T) {
	r := New(clock.Start())
	replay(r, []attempt{{"storm", 1, 1.5, true}})
	r.QueueSample(0, "storm", Queue{})

	whole, less := r.Recording(0, Options{}), r.Recording(0, Options{Parts: &[]string{}})
	assert.NotEmpty(t, whole.Clients)
	assert.NotEmpty(t, whole.Timeline)
	assert.NotEmpty(t, whole.Queue)
	assert.Empty(t, less.Clients)
	assert.Empty(t, less.Timeline)
	assert.Empty(t, less.Queue)
	assert.EqualError(t, Options{Parts: &[]string{"queue", "quue"}}.Check(),
		`parts: "quue" is refused: it is none of clients, checks, timeline, queue, process, log, counters, reference`)
}
