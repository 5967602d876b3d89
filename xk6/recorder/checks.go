package recorder

import (
	"regexp"
	"time"

	"github.com/probe-storm/probe-storm/xk6/exchange"
)

// checkPhase is what one checker did in one phase.
type checkPhase struct {
	sent, completed, failed, cancelled int64
	verified                           int64
	endedRST, endedFIN                 int64
	unproven                           tally
	unprovenCodes                      map[string]int64
	causes                             map[string]int64
	closeGap, lag, hungUp              *distribution
}

func newCheckPhase() *checkPhase {
	return &checkPhase{
		unprovenCodes: map[string]int64{}, causes: map[string]int64{}, closeGap: newDistribution(), lag: newDistribution(), hungUp: newDistribution(),
	}
}

// add counts a check; unproven is the reason under which one without its proof counts.
func (c *checkPhase) add(o *Observation, unproven string) {
	r := o.Result
	switch r.Ended {
	case "rst":
		c.endedRST++
	case "fin":
		c.endedFIN++
	}
	if o.HasLag {
		c.lag.add(o.Lag)
	}
	c.sent++
	if r.Outcome != exchange.OK {
		c.failed++
		c.causes[string(r.Cause)]++
	}
	if !r.Connected {
		return
	}
	c.completed++
	if r.HungUp > 0 {
		c.hungUp.add(r.HungUp)
	}
	if r.Outcome == exchange.OK {
		// A check that failed has a close gap of its timeout: it says nothing of the style.
		c.closeGap.add(r.CloseGap)
	}
	if r.Verified {
		c.verified++
	} else {
		c.unproven.add(unproven)
		c.unprovenCodes[string(r.UnprovenCode)]++
	}
}

// measured finds what differs from check to check in a reason: it is left out, so that the same reason is counted as one.
var measured = regexp.MustCompile(` \d+\.\d{3} ms,`)

func unprovenReason(r *exchange.Result) string {
	if !r.Connected || r.Verified {
		return ""
	}
	return measured.ReplaceAllString(r.Unproven, "")
}

// CheckRecord is CheckRecord of runtime.d.ts.
type CheckRecord struct {
	Sent       int64            `json:"sent"`
	Completed  int64            `json:"completed"`
	Failed     int64            `json:"failed"`
	Cancelled  int64            `json:"cancelled"`
	Verified   int64            `json:"verified"`
	Unverified int64            `json:"unverified"`
	Unproven   map[string]int64 `json:"unproven"`
	// UnprovenCodes counts the same checks by exchange.Unproven.
	UnprovenCodes map[string]int64 `json:"unprovenCodes"`
	Causes        map[string]int64 `json:"causes"`
	Ended         Ends             `json:"ended"`
	CloseGapUs    Stats            `json:"closeGapUs"`
	LagMs         Stats            `json:"lagMs"`
	// EndedByPeer are the connections that the peer ended while they were held.
	EndedByPeer EndedByPeer `json:"endedByPeer"`
}

// EndedByPeer counts connections that the peer ended during a hold.
type EndedByPeer struct {
	Count   int64 `json:"count"`
	AfterMs Stats `json:"afterMs"`
}

// Ends counts checks by what they sent last.
type Ends struct {
	RST int64 `json:"rst"`
	FIN int64 `json:"fin"`
}

func (c *checkPhase) record() CheckRecord {
	return CheckRecord{
		Sent:          c.sent,
		Completed:     c.completed,
		Failed:        c.failed,
		Cancelled:     c.cancelled,
		Verified:      c.verified,
		Unverified:    c.completed - c.verified,
		Unproven:      copied(c.unproven.counts),
		UnprovenCodes: copied(c.unprovenCodes),
		Causes:        copied(c.causes),
		Ended:         Ends{RST: c.endedRST, FIN: c.endedFIN},
		CloseGapUs:    c.closeGap.stats(time.Microsecond),
		LagMs:         c.lag.stats(time.Millisecond),

		EndedByPeer: EndedByPeer{Count: c.hungUp.count, AfterMs: c.hungUp.stats(time.Millisecond)},
	}
}
