package recorder

import (
	"time"

	"github.com/probe-storm/probe-storm/xk6/exchange"
)

// lastSuccess tells how long clients have been shut out: one for all phases, because a client that got in got in whichever
// phase its attempt belonged to.
type lastSuccess struct {
	at time.Duration
	// failedSince: some attempt has ended in failure after it.
	failedSince bool
}

// outage is now − last success, counted from the phase's first attempt at the earliest, when the attempt o has ended.
//
// While attempts fail it grows. The success that ends an outage reports it in full. Between two successes with no failure
// in between clients may just have been rare, which harms nobody: only the waiting of the client itself counts then.
func (s *lastSuccess) outage(firstStart time.Duration, o *Observation) time.Duration {
	since := max(s.at, firstStart)
	if o.Result.Outcome != exchange.OK {
		s.failedSince = true
		return max(0, o.End-since)
	}
	if !s.failedSince {
		since = max(since, o.Start)
	}
	s.at = max(s.at, o.End)
	s.failedSince = false
	return max(0, o.End-since)
}
