package recorder

import (
	"maps"
	"time"

	"github.com/probe-storm/probe-storm/xk6/clock"
)

// Snapshot is Snapshot of runtime.d.ts.
type Snapshot struct {
	NowMs    float64                     `json:"nowMs"`
	Clients  map[string]ClientsSoFar     `json:"clients"`
	Access   AccessRecord                `json:"access"`
	Checks   map[string]map[string]int64 `json:"checks"`
	Absence  *Absence                    `json:"absence"`
	Restarts int                         `json:"restarts"`
	Events   []Event                     `json:"events"`
	// EventsSeen is what the next snapshot is to be asked for.
	EventsSeen int `json:"eventsSeen"`
}

// ClientsSoFar is ClientsSoFar of runtime.d.ts.
type ClientsSoFar struct {
	Begun        int64            `json:"begun"`
	Attempts     int64            `json:"attempts"`
	Accepted     int64            `json:"accepted"`
	Causes       map[string]int64 `json:"causes"`
	FirstFailure *FirstFailure    `json:"firstFailure"`
}

// FirstFailure is FirstFailure of runtime.d.ts.
type FirstFailure struct {
	StartMs float64 `json:"startMs"`
	EndMs   float64 `json:"endMs"`
	Cause   string  `json:"cause"`
}

// Snapshot looks at the run while it goes on: counts, no times, and of the events of one kind those that are new.
func (r *Recorder) Snapshot(now time.Duration, kind string, eventsSeen int) Snapshot {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	data := Snapshot{
		NowMs:      clock.Milliseconds(now),
		Clients:    make(map[string]ClientsSoFar, len(r.clients)),
		Access:     r.access.record(),
		Checks:     make(map[string]map[string]int64, len(r.checks)),
		Events:     r.events.after(kind, eventsSeen),
		Restarts:   -1,
		EventsSeen: len(r.events.events),
	}
	if last := len(r.absences.absences) - 1; last >= 0 {
		absence := r.absences.absences[last]
		data.Absence = &absence
	}
	if last := len(r.process.samples) - 1; last >= 0 {
		data.Restarts = r.process.samples[last].Restarts
	}
	for phase, c := range r.clients {
		data.Clients[phase] = c.soFar()
	}
	for name, phases := range r.checks {
		sent := make(map[string]int64, len(phases))
		for phase, c := range phases {
			sent[phase] = c.sent
		}
		data.Checks[name] = sent
	}
	return data
}

func (c *clientPhase) soFar() ClientsSoFar {
	soFar := ClientsSoFar{Begun: c.begun, Attempts: c.attempts, Accepted: c.accepted, Causes: maps.Clone(c.causes)}
	if c.failed > 0 {
		soFar.FirstFailure = &FirstFailure{
			StartMs: clock.Milliseconds(c.failureStart),
			EndMs:   clock.Milliseconds(c.failureEnd),
			Cause:   c.failureCause,
		}
	}
	return soFar
}
