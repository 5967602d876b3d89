package recorder

import (
	"slices"
	"time"

	"github.com/probe-storm/probe-storm/xk6/clock"
	"github.com/probe-storm/probe-storm/xk6/exchange"
)

// access tells, while the run goes on, whether clients get in: all phases together, as lastSuccess.
type access struct {
	// failures have ended since the last success, which ended at accepted.
	failures int64
	accepted time.Duration
	any      bool
	// lost is when the latest attempt that failed began. A service that is back serves the clients that come now, while those who came
	// before still wait for their timeouts: so it is by their begin that clients are in or out.
	lost time.Duration
	// back are begins of attempts that began after it and got in.
	back []time.Duration
}

// inAgain is how many attempts, begun after the last one that was lost, show that clients get in again.
const inAgain = 3

func (a *access) add(o *Observation) {
	if o.Result.Outcome == exchange.OK {
		a.accepted, a.any, a.failures = max(a.accepted, o.End), true, 0
		if o.Start > a.lost && len(a.back) < inAgain {
			a.back = append(a.back, o.Start)
		}
		return
	}
	a.failures++
	a.lost = max(a.lost, o.Start)
	a.back = slices.DeleteFunc(a.back, func(start time.Duration) bool { return start <= a.lost })
}

// AccessRecord is ClientAccess of runtime.d.ts.
type AccessRecord struct {
	FailedInARow int64   `json:"failedInARow"`
	AcceptedMs   float64 `json:"acceptedMs"`
	BackSinceMs  float64 `json:"backSinceMs"`
}

func (a *access) record() AccessRecord {
	record := AccessRecord{FailedInARow: a.failures, AcceptedMs: -1, BackSinceMs: -1}
	if a.any {
		record.AcceptedMs = clock.Milliseconds(a.accepted)
	}
	if len(a.back) == inAgain {
		record.BackSinceMs = clock.Milliseconds(slices.Min(a.back))
	}
	return record
}
