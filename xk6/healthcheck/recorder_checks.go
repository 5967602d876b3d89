package healthcheck

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
	causes                             map[string]int64
	closeGap, lag, hungUp              *distribution
}

func newCheckPhase() *checkPhase {
	return &checkPhase{
		causes: map[string]int64{}, closeGap: newDistribution(), lag: newDistribution(), hungUp: newDistribution(),
	}
}

// add counts a check; unproven is the reason under which one without its proof counts.
func (c *checkPhase) add(o *observation, unproven string) {
	r := o.result
	switch r.Ended {
	case "rst":
		c.endedRST++
	case "fin":
		c.endedFIN++
	}
	if o.hasLag {
		c.lag.add(o.lag)
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
	}
}

// measured finds what differs from check to check in a reason, so that the same reason is counted as one.
var measured = regexp.MustCompile(`\d+\.\d{3} ms`)

func unprovenReason(r *exchange.Result) string {
	if !r.Connected || r.Verified {
		return ""
	}
	return measured.ReplaceAllString(r.Unproven, "… ms")
}

// checkRecord is CheckRecord of index.d.ts.
type checkRecord struct {
	Sent       int64            `json:"sent"`
	Completed  int64            `json:"completed"`
	Failed     int64            `json:"failed"`
	Cancelled  int64            `json:"cancelled"`
	Verified   int64            `json:"verified"`
	Unverified int64            `json:"unverified"`
	Unproven   map[string]int64 `json:"unproven"`
	Causes     map[string]int64 `json:"causes"`
	Ended      ends             `json:"ended"`
	CloseGapUs stats            `json:"closeGapUs"`
	LagMs      stats            `json:"lagMs"`
	// EndedByPeer are the connections that the peer ended while they were held.
	EndedByPeer endedByPeer `json:"endedByPeer"`
}

type endedByPeer struct {
	Count   int64 `json:"count"`
	AfterMs stats `json:"afterMs"`
}

type ends struct {
	RST int64 `json:"rst"`
	FIN int64 `json:"fin"`
}

func (c *checkPhase) record() checkRecord {
	return checkRecord{
		Sent:       c.sent,
		Completed:  c.completed,
		Failed:     c.failed,
		Cancelled:  c.cancelled,
		Verified:   c.verified,
		Unverified: c.completed - c.verified,
		Unproven:   copied(c.unproven.counts),
		Causes:     copied(c.causes),
		Ended:      ends{RST: c.endedRST, FIN: c.endedFIN},
		CloseGapUs: c.closeGap.stats(time.Microsecond),
		LagMs:      c.lag.stats(time.Millisecond),

		EndedByPeer: endedByPeer{Count: c.hungUp.count, AfterMs: c.hungUp.stats(time.Millisecond)},
	}
}
