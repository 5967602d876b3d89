package healthcheck

import (
	"fmt"
	"math"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

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
func replay(r *recorder, attempts []attempt) []float64 {
	outages := make([]float64, len(attempts))
	open := make([]observation, len(attempts))
	for ms := 0; ms <= 60_000; ms += 100 {
		for i, a := range attempts {
			if seconds(a.start) == time.Duration(ms)*time.Millisecond {
				open[i] = observation{role: client, begun: a.phase, phase: a.phase, start: seconds(a.start)}
				open[i].ticket = r.begin(client, a.phase, seconds(a.start))
			}
			if seconds(a.end) == time.Duration(ms)*time.Millisecond {
				open[i].end = seconds(a.end)
				open[i].result = &exchange.Result{Outcome: exchange.Failed, Cause: exchange.Refused, Error: "refused"}
				if a.ok {
					open[i].result = &exchange.Result{Outcome: exchange.OK}
				}
				outages[i] = milliseconds(r.client(&open[i]))
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
			r := newRecorder(startClock())
			assert.Equal(t, test.expected, replay(r, test.attempts))
		})
	}
}

func TestWhatWasSentBeforeTheFirstFailureCountsByBeginning(t *testing.T) {
	r := newRecorder(startClock())
	for range 7 {
		r.begin(checker, "storm", 0)
	}
	replay(r, []attempt{
		{"storm", 1, 1.5, true},
		{"storm", 2, 9, false}, // the first to begin of those that fail, and the last to end
		{"storm", 3, 3.5, true},
		{"storm", 4, 4.5, false},
	})

	storm := r.recording(0, recordingOptions{}).Clients["storm"]
	assert.EqualValues(t, 1, storm.AttemptsBeforeFirstFailure)
	assert.EqualValues(t, 2000, storm.FirstFailureMs)
	assert.EqualValues(t, 7, storm.ChecksBeforeFirstFailure)
	assert.Equal(t, map[string]string{"refused": "refused"}, storm.Examples)
}

func TestFailedAttemptsAreCountedByErrno(t *testing.T) {
	c := newClientPhase()
	for _, errno := range []string{"CERTIFICATE", "", "CERTIFICATE", "ECONNRESET"} {
		c.addFailure(&observation{result: &exchange.Result{Outcome: exchange.Failed, Errno: errno}})
	}

	assert.Equal(t, map[string]int64{"CERTIFICATE": 2, "ECONNRESET": 1}, c.record().Errnos)
}

func TestWithoutAFailureThereIsNoFirstOne(t *testing.T) {
	r := newRecorder(startClock())
	replay(r, []attempt{{"storm", 1, 2, true}})

	storm := r.recording(0, recordingOptions{}).Clients["storm"]
	assert.EqualValues(t, -1, storm.AttemptsBeforeFirstFailure)
	assert.EqualValues(t, -1, storm.FirstFailureMs)
	assert.EqualValues(t, -1, storm.ChecksBeforeFirstFailure)
}

func TestTheTimelineIsByTheStartOfExchanges(t *testing.T) {
	r := newRecorder(startClock())
	replay(r, []attempt{{"baseline", 3.2, 3.4, true}, {"baseline", 3.9, 9, false}, {"storm", 5, 5.1, true}})
	r.queueSample(seconds(5.3), "storm", &jsAcceptQueue{Length: 4})
	r.queueSample(seconds(5.6), "storm", &jsAcceptQueue{Length: 2})

	assert.Equal(t, []recordedSecond{
		{T: 3, Phase: "baseline", Attempts: 2, Accepted: 1, Queue: -1},
		{T: 4, Queue: -1},
		{T: 5, Phase: "storm", Attempts: 1, Accepted: 1, Queue: 4},
	}, r.recording(0, recordingOptions{}).Timeline)
}

func TestReasonsThatDifferInWhatWasMeasuredAreOne(t *testing.T) {
	r := newRecorder(startClock())
	for _, gap := range []string{"2.310", "4.007"} {
		r.check(&observation{role: checker, name: "lb", phase: "storm", result: &exchange.Result{
			Outcome: exchange.OK, Connected: true, Unproven: "handshake to close took " + gap + " ms, more than 1.5 ms",
		}})
	}

	assert.Equal(t, map[string]int64{"handshake to close took … ms, more than 1.5 ms": 2},
		r.recording(0, recordingOptions{}).Checks["lb"]["storm"].Unproven)
}

func TestCloseGapsBecomeFewSamples(t *testing.T) {
	r := newRecorder(startClock())
	pushed := 0
	for ms := range 1000 {
		o := observation{role: checker, name: "lb", phase: "storm", result: &exchange.Result{
			Outcome: exchange.OK, Connected: true, Verified: true,
		}}
		o.end = time.Duration(ms) * time.Millisecond
		if r.check(&o) {
			pushed++
		}
	}

	assert.Equal(t, 10, pushed)
	assert.EqualValues(t, 1000, r.recording(0, recordingOptions{}).Checks["lb"]["storm"].CloseGapUs.Count)
}

func TestNothingGrowsWithoutBounds(t *testing.T) {
	r := newRecorder(startClock())
	for i := range mostEntries + 10 {
		r.event(0, "note", "")
		r.queueSample(0, "storm", &jsAcceptQueue{Length: uint32(i)})
	}
	for i := range mostReasons + 10 {
		r.harnessError(fmt.Sprint("reason ", i))
	}
	r.harnessError("reason 0")

	recorded := r.recording(0, recordingOptions{})
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
	r := newRecorder(startClock())
	for range mostEntries + 10 {
		r.event(0, "opinion", "")
	}
	r.event(0, "end", "complete")
	events := r.recording(0, recordingOptions{}).Events
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
	assert.Equal(t, stats{}, newDistribution().stats(time.Microsecond))
}

func TestWhatIsNotKeptIsCounted(t *testing.T) {
	r := newRecorder(startClock())
	assert.Empty(t, r.recording(0, recordingOptions{}).Dropped)
	for range mostEntries + 10 {
		r.event(0, "opinion", "")
	}
	for i := range mostKinds + 3 {
		r.event(0, fmt.Sprint("kind ", i), "")
	}
	assert.Equal(t, map[string]int64{"events: opinion": 10, "other events": 4}, r.recording(0, recordingOptions{}).Dropped)
}

func TestEventsOfSomeKindsAlone(t *testing.T) {
	r := newRecorder(startClock())
	for _, kind := range []string{"opinion", "end", "opinion"} {
		r.event(0, kind, "")
	}
	assert.Len(t, r.eventsOf("opinion"), 2)
	assert.NotNil(t, r.eventsOf("other"))
	assert.Len(t, r.recording(0, recordingOptions{}).Events, 3)
	assert.Len(t, r.recording(0, recordingOptions{Kinds: &[]string{"end"}}).Events, 1)
	assert.Equal(t, []recordedEvent{}, r.recording(0, recordingOptions{Kinds: &[]string{}}).Events)
}

func TestWhatIsNotWantedIsLeftEmpty(t *testing.T) {
	r := newRecorder(startClock())
	replay(r, []attempt{{"storm", 1, 1.5, true}})
	r.queueSample(0, "storm", &jsAcceptQueue{})

	whole, less := r.recording(0, recordingOptions{}), r.recording(0, recordingOptions{Parts: &[]string{}})
	assert.NotEmpty(t, whole.Clients)
	assert.NotEmpty(t, whole.Timeline)
	assert.NotEmpty(t, whole.Queue)
	assert.Empty(t, less.Clients)
	assert.Empty(t, less.Timeline)
	assert.Empty(t, less.Queue)
	assert.EqualError(t, recordingOptions{Parts: &[]string{"queue", "quue"}}.check(),
		`parts: "quue" is refused: it is none of clients, checks, timeline, queue, process, log, counters, reference`)
}
