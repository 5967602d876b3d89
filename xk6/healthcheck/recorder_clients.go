package healthcheck

import (
	"slices"
	"time"

	"go.k6.io/k6/v2/metrics"

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
	failure      ticket
	failureStart time.Duration
	failed       int64
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

func (c *clientPhase) add(o *observation, outage time.Duration) {
	r := o.result
	c.attempts++
	c.longestOutage = max(c.longestOutage, outage)
	if o.hasLag {
		c.lag.add(o.lag)
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
		c.connect = append(c.connect, metrics.D(r.ConnectTime))
	}
	if r.FirstByte > 0 {
		c.firstByte = append(c.firstByte, metrics.D(r.FirstByte))
	}
	if answered(r) {
		c.answer = append(c.answer, metrics.D(r.Answer))
	}
}

func (c *clientPhase) addFailure(o *observation) {
	cause := string(o.result.Cause)
	c.causes[cause]++
	if _, seen := c.examples[cause]; !seen {
		c.examples[cause] = o.result.Error
	}
	if o.result.Errno != "" {
		c.errnos[o.result.Errno]++
	}
	if c.failed == 0 || o.ticket.attempts < c.failure.attempts {
		c.failure = o.ticket
		c.failureStart = o.start
	}
	c.failed++
}

// clientRecord is ClientRecord of index.d.ts.
type clientRecord struct {
	Attempts                   int64             `json:"attempts"`
	Accepted                   int64             `json:"accepted"`
	Cancelled                  int64             `json:"cancelled"`
	Causes                     map[string]int64  `json:"causes"`
	Examples                   map[string]string `json:"examples"`
	Errnos                     map[string]int64  `json:"errnos"`
	LongestOutageMs            float64           `json:"longestOutageMs"`
	ConnectMs                  stats             `json:"connectMs"`
	FirstByteMs                stats             `json:"firstByteMs"`
	AnswerMs                   stats             `json:"answerMs"`
	LagMs                      stats             `json:"lagMs"`
	AttemptsBeforeFirstFailure int64             `json:"attemptsBeforeFirstFailure"`
	FirstFailureMs             float64           `json:"firstFailureMs"`
	ChecksBeforeFirstFailure   int64             `json:"checksBeforeFirstFailure"`
}

// record clones the times before it sorts them: k6 sums them up in order of arrival, and so must every later recording.
func (c *clientPhase) record() clientRecord {
	record := clientRecord{
		Attempts:                   c.attempts,
		Accepted:                   c.accepted,
		Cancelled:                  c.cancelled,
		Causes:                     copied(c.causes),
		Examples:                   copied(c.examples),
		Errnos:                     copied(c.errnos),
		LongestOutageMs:            milliseconds(c.longestOutage),
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
		record.FirstFailureMs = milliseconds(c.failureStart)
		record.ChecksBeforeFirstFailure = c.failure.checks
	}
	return record
}

// jsClientCounts is what clientCounts returns.
type jsClientCounts struct {
	Attempts int64   `js:"attempts"`
	Accepted int64   `js:"accepted"`
	Failed   int64   `js:"failed"`
	OutageMs float64 `js:"outageMs"`
}

func (r *recorder) clientCounts(phase string) *jsClientCounts {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	c, ok := r.clients[phase]
	if !ok {
		return &jsClientCounts{}
	}
	return &jsClientCounts{
		Attempts: c.attempts,
		Accepted: c.accepted,
		Failed:   c.failed,
		OutageMs: milliseconds(c.longestOutage),
	}
}
