package recorder

import (
	"slices"
	"time"

	"github.com/probe-storm/probe-storm/xk6/clock"
	"github.com/probe-storm/probe-storm/xk6/exchange"
)

// clientPhase is what clients got in one phase.
type clientPhase struct {
	// begun counts from the start of attempts, the others from their end.
	begun      int64
	firstStart time.Duration
	started    bool

	attempts, accepted, cancelled int64
	causes                        map[string]int64
	examples                      map[string]string
	errnos                        map[string]int64
	longestOutage                 time.Duration
	connect, firstByte, answer    []float64
	lag                           *distribution

	// failure is the earliest begun attempt that failed.
	failure                  Ticket
	failureStart, failureEnd time.Duration
	failureCause             string
	failed                   int64
}

func newClientPhase() *clientPhase {
	return &clientPhase{causes: map[string]int64{}, examples: map[string]string{}, errnos: map[string]int64{}, lag: newDistribution()}
}

func (c *clientPhase) begin(at time.Duration) {
	c.begun++
	c.startNotAfter(at)
}

func (c *clientPhase) startNotAfter(at time.Duration) {
	if !c.started || at < c.firstStart {
		c.started = true
		c.firstStart = at
	}
}

func (c *clientPhase) add(o *Observation, outage time.Duration) {
	r := o.Result
	c.attempts++
	c.longestOutage = max(c.longestOutage, outage)
	if o.HasLag {
		c.lag.add(o.Lag)
	}
	if r.Outcome == exchange.OK {
		c.accepted++
		return
	}
	c.addFailure(o)
}

// addTimes is apart from add: an attempt that outlives its phase has waited in the next one.
func (c *clientPhase) addTimes(r *exchange.Result) {
	if r.Connected {
		c.connect = append(c.connect, clock.Milliseconds(r.ConnectTime))
	}
	if r.FirstByte > 0 {
		c.firstByte = append(c.firstByte, clock.Milliseconds(r.FirstByte))
	}
	if r.Answered() {
		c.answer = append(c.answer, clock.Milliseconds(r.Answer))
	}
}

func (c *clientPhase) addFailure(o *Observation) {
	cause := string(o.Result.Cause)
	c.causes[cause]++
	if _, seen := c.examples[cause]; !seen {
		c.examples[cause] = o.Result.Error
	}
	if o.Result.Errno != "" {
		c.errnos[o.Result.Errno]++
	}
	if c.failed == 0 || o.Ticket.attempts < c.failure.attempts {
		c.failure = o.Ticket
		c.failureStart, c.failureEnd, c.failureCause = o.Start, o.End, cause
	}
	c.failed++
}

// ClientRecord is ClientRecord of runtime.d.ts.
type ClientRecord struct {
	Attempts                   int64             `json:"attempts"`
	Accepted                   int64             `json:"accepted"`
	Cancelled                  int64             `json:"cancelled"`
	Causes                     map[string]int64  `json:"causes"`
	Examples                   map[string]string `json:"examples"`
	Errnos                     map[string]int64  `json:"errnos"`
	LongestOutageMs            float64           `json:"longestOutageMs"`
	ConnectMs                  Stats             `json:"connectMs"`
	FirstByteMs                Stats             `json:"firstByteMs"`
	AnswerMs                   Stats             `json:"answerMs"`
	LagMs                      Stats             `json:"lagMs"`
	AttemptsBeforeFirstFailure int64             `json:"attemptsBeforeFirstFailure"`
	FirstFailureMs             float64           `json:"firstFailureMs"`
	ChecksBeforeFirstFailure   int64             `json:"checksBeforeFirstFailure"`
}

// record clones the times before it sorts them: k6 sums them up in order of arrival, and so must every later recording.
func (c *clientPhase) record() ClientRecord {
	record := ClientRecord{
		Attempts:                   c.attempts,
		Accepted:                   c.accepted,
		Cancelled:                  c.cancelled,
		Causes:                     copied(c.causes),
		Examples:                   copied(c.examples),
		Errnos:                     copied(c.errnos),
		LongestOutageMs:            clock.Milliseconds(c.longestOutage),
		ConnectMs:                  exactStats(slices.Clone(c.connect)),
		FirstByteMs:                exactStats(slices.Clone(c.firstByte)),
		AnswerMs:                   exactStats(slices.Clone(c.answer)),
		LagMs:                      c.lag.stats(time.Millisecond),
		AttemptsBeforeFirstFailure: -1,
		FirstFailureMs:             -1,
		ChecksBeforeFirstFailure:   -1,
	}
	if c.failed > 0 {
		record.AttemptsBeforeFirstFailure = c.failure.attempts
		record.FirstFailureMs = clock.Milliseconds(c.failureStart)
		record.ChecksBeforeFirstFailure = c.failure.checks
	}
	return record
}

// ClientCounts is what clientCounts returns.
type ClientCounts struct {
	Attempts int64   `js:"attempts"`
	Accepted int64   `js:"accepted"`
	Failed   int64   `js:"failed"`
	OutageMs float64 `js:"outageMs"`
}

// ClientCounts reads the counts of a phase while the run goes on; it copies nothing else.
func (r *Recorder) ClientCounts(phase string) *ClientCounts {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	c, ok := r.clients[phase]
	if !ok {
		return &ClientCounts{}
	}
	return &ClientCounts{
		Attempts: c.attempts,
		Accepted: c.accepted,
		Failed:   c.failed,
		OutageMs: clock.Milliseconds(c.longestOutage),
	}
}
