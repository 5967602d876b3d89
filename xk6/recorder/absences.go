package recorder

import (
	"time"

	"github.com/probe-storm/probe-storm/xk6/clock"
)

// Absence is Absence of runtime.d.ts.
type Absence struct {
	From         float64  `json:"from"`
	Until        *float64 `json:"until"`
	ProcessEnded *bool    `json:"processEnded"`
}

// absenceLog keeps the times in which the listener was gone.
type absenceLog struct {
	absences []Absence
	dropped  int64
	away     bool
}

// begin starts an absence. Where one has started already it notes whether the process has ended by now: that may be some time after its
// socket was closed.
func (a *absenceLog) begin(at time.Duration, ended *bool) {
	if a.away {
		if ended != nil && a.dropped == 0 {
			a.absences[len(a.absences)-1].ProcessEnded = ended
		}
		return
	}
	a.away = true
	if len(a.absences) == mostEntries {
		a.dropped++
		return
	}
	a.absences = append(a.absences, Absence{From: clock.Milliseconds(at), ProcessEnded: ended})
}

func (a *absenceLog) end(at time.Duration) {
	if a.away && a.dropped == 0 {
		until := clock.Milliseconds(at)
		a.absences[len(a.absences)-1].Until = &until
	}
	a.away = false
}

// ListenerAway notes that nobody listens any more. A service that never had a listener is not absent.
func (r *Recorder) ListenerAway(at time.Duration, ended *bool) {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	if len(r.queue.samples) > 0 {
		r.absences.begin(at, ended)
	}
}
