package recorder

import (
	"strconv"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/probe-storm/probe-storm/xk6/clock"
	"github.com/probe-storm/probe-storm/xk6/exchange"
	"github.com/probe-storm/probe-storm/xk6/processwatch"
)

func TestClientsGetInAgainByTheirBegin(t *testing.T) {
	for _, test := range []struct {
		name     string
		attempts []attempt
		expected AccessRecord
	}{
		{
			"nobody has come yet",
			nil,
			AccessRecord{0, -1, -1},
		},
		{
			"failures are counted since the last success",
			[]attempt{{"storm", 1, 1.1, true}, {"storm", 2, 2.5, false}, {"storm", 3, 3.5, false}},
			AccessRecord{2, 1100, -1},
		},
		{
			"two that get in are not enough",
			[]attempt{{"storm", 1, 1.1, false}, {"storm", 2, 2.1, true}, {"storm", 3, 3.1, true}},
			AccessRecord{0, 3100, -1},
		},
		{
			"those who came before still fail, those who come now get in",
			[]attempt{
				{"storm", 1, 6, false},
				{"storm", 2, 7, false},
				{"recovery", 3, 3.1, true},
				{"recovery", 4, 4.1, true},
				{"recovery", 5, 5.1, true},
			},
			AccessRecord{2, 5100, 3000},
		},
		{
			"one that is lost among them begins it anew",
			[]attempt{
				{"recovery", 1, 1.1, false},
				{"recovery", 2, 2.1, true},
				{"recovery", 3, 8, false},
				{"recovery", 4, 4.1, true},
				{"recovery", 5, 5.1, true},
				{"recovery", 6, 9, true},
			},
			AccessRecord{0, 9000, 4000},
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			r := New(clock.Start())
			replay(r, test.attempts)
			assert.Equal(t, test.expected, r.Snapshot(0, "opinion", 0).Access)
		})
	}
}

func TestASnapshotIsOfTheSameRunAsTheRecording(t *testing.T) {
	r := New(clock.Start())
	replay(r, []attempt{
		{"storm", 1, 1.5, true},
		{"storm", 2, 9, false}, // the first to begin of those that fail, and the last to end
		{"storm", 4, 4.5, false},
	})
	r.Begin(Client, "storm", seconds(10))
	r.Check(&Observation{Role: Checker, Name: "lb", Phase: "storm", Result: &exchange.Result{Outcome: exchange.OK}})

	snapshot, storm := r.Snapshot(seconds(11), "opinion", 0), r.Recording(0, Options{}).Clients["storm"]
	assert.Equal(t, 11_000., snapshot.NowMs)
	assert.Equal(t, ClientsSoFar{
		Begun:        4,
		Attempts:     storm.Attempts,
		Accepted:     storm.Accepted,
		Causes:       storm.Causes,
		FirstFailure: &FirstFailure{StartMs: storm.FirstFailureMs, EndMs: 9000, Cause: "refused"},
	}, snapshot.Clients["storm"])
	assert.Equal(t, map[string]map[string]int64{"lb": {"storm": 1}}, snapshot.Checks)
}

func TestASnapshotHasOnlyNewEvents(t *testing.T) {
	r := New(clock.Start())
	r.Event(seconds(1), "opinion", "a")
	r.Event(seconds(2), "outcome", "b")
	first := r.Snapshot(0, "opinion", 0)
	r.Event(seconds(3), "opinion", "c")
	second := r.Snapshot(0, "opinion", first.EventsSeen)

	assert.Equal(t, []Event{{T: 1000, Kind: "opinion", Data: "a"}}, first.Events)
	assert.Equal(t, []Event{{T: 3000, Kind: "opinion", Data: "c"}}, second.Events)
	assert.Empty(t, r.Snapshot(0, "opinion", second.EventsSeen).Events)
	// A page that was begun meanwhile has fewer.
	assert.Empty(t, New(clock.Start()).Snapshot(0, "opinion", second.EventsSeen).Events)
}

func TestASnapshotHasTheLatestOfTheService(t *testing.T) {
	r := New(clock.Start())
	empty := r.Snapshot(0, "opinion", 0)
	assert.Nil(t, empty.Absence)
	assert.Equal(t, -1, empty.Restarts)

	r.QueueSample(seconds(1), "storm", Queue{})
	for at := 2.; at < 6; at += 2 {
		r.ListenerAway(seconds(at), nil)
		r.QueueSample(seconds(at+1), "storm", Queue{})
	}
	r.ProcessSample(seconds(6), "storm", processwatch.Sample{Restarts: 2})

	found := r.Snapshot(0, "opinion", 0)
	until := 5000.
	assert.Equal(t, &Absence{From: 4000, Until: &until}, found.Absence)
	assert.Equal(t, 2, found.Restarts)
}

func TestSnapshotsMayBeTakenWhileExchangesEnd(t *testing.T) {
	r := New(clock.Start())
	var all sync.WaitGroup
	for vu := range 4 {
		all.Go(func() {
			for i := range 200 {
				phase := "phase " + strconv.Itoa(i%5)
				o := &Observation{Role: Client, Begun: phase, Phase: phase, Start: seconds(float64(i)), End: seconds(float64(i + 1))}
				o.Ticket = r.Begin(Client, phase, o.Start)
				o.Result = &exchange.Result{Outcome: exchange.Failed, Cause: exchange.Refused}
				r.Client(o)
				r.Event(o.End, "opinion", strconv.Itoa(vu))
			}
		})
	}
	seen := 0
	for range 50 {
		seen = r.Snapshot(0, "opinion", seen).EventsSeen
	}
	all.Wait()
	assert.Equal(t, 800, r.Snapshot(0, "opinion", 0).EventsSeen)
}
