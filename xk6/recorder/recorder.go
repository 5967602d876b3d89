// Package recorder keeps what a run did: client attempts, checks, a line per second, and what was seen of the service. It knows neither
// k6 nor JavaScript; its JSON is `Recording` of runtime.d.ts.
package recorder

import (
	"sync"
	"sync/atomic"
	"time"

	"github.com/probe-storm/probe-storm/xk6/clock"
	"github.com/probe-storm/probe-storm/xk6/exchange"
)

// Recorder counts what all VUs of the process do. Its memory grows with the clients (their times are kept exactly, so that
// its quantiles are k6's own), with the seconds of the run, and not with the checks.
type Recorder struct {
	clock clock.Clock

	// checksBegun is apart from the mutex: checks have nothing else to do when they begin.
	checksBegun atomic.Int64

	mutex    sync.Mutex
	clients  map[string]*clientPhase
	checks   map[string]map[string]*checkPhase
	success  lastSuccess
	access   access
	timeline timeline
	queue    queueLog
	absences absenceLog
	process  processLog
	log      textLog
	counters counterLog
	events   eventLog
	harness  harnessLog
	// phasesBeyond and exchangesBeyond are those that counted in a series for the rest.
	phasesBeyond, exchangesBeyond int64
	// references are the times of the reference by phase, ms.
	references map[string][]float64
	// nextGap is when the next close gap may become a sample.
	nextGap time.Duration
}

// New is an empty recorder. clock is the one that every moment given to it lies on.
func New(clock clock.Clock) *Recorder {
	return &Recorder{
		clock:   clock,
		clients: make(map[string]*clientPhase),
		checks:  make(map[string]map[string]*checkPhase),

		references: make(map[string][]float64),
	}
}

// Begin is called when an exchange starts.
func (r *Recorder) Begin(who Role, phase string, at time.Duration) Ticket {
	if who == Checker {
		r.checksBegun.Add(1)
		return Ticket{}
	}
	r.mutex.Lock()
	defer r.mutex.Unlock()
	r.timeline.at(at).enter(phase)
	c := r.clientPhase(phase)
	t := Ticket{attempts: c.begun, checks: r.checksBegun.Load()}
	c.begin(at)
	return t
}

// Client counts a client attempt and returns the outage to report with it.
func (r *Recorder) Client(o *Observation) time.Duration {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	c := r.clientPhase(o.Phase)
	if o.Moved {
		// It began before the phase in which it counts. Nobody knows when it was lost; it was lost by its end, so what had begun by then
		// counts as sent before it.
		o.Ticket = Ticket{attempts: c.begun, checks: r.checksBegun.Load()}
		c.startNotAfter(o.MovedAt)
	}
	outage := r.success.outage(c.firstStart, o)
	r.access.add(o)
	c.add(o, outage)
	r.clientPhase(o.Timed).addTimes(o.Result)
	if o.Phase == otherPhases {
		r.phasesBeyond++
	}

	second := r.timeline.at(o.Start)
	second.enter(o.Begun)
	second.client(o.Result)
	r.addHarness(o)
	return outage
}

// gapSamples is the least time between two close gaps that become samples: a Trend keeps every sample it is given.
const gapSamples = 100 * time.Millisecond

// Check counts a check and tells whether its close gap is to become a sample.
func (r *Recorder) Check(o *Observation) bool {
	unproven := unprovenReason(o.Result) // takes longer than all the rest: not under the lock
	r.mutex.Lock()
	defer r.mutex.Unlock()
	r.checkPhase(o.Name, o.Phase).add(o, unproven)

	if o.Name == otherExchanges {
		r.exchangesBeyond++
	}
	if o.Phase == otherPhases {
		r.phasesBeyond++
	}
	second := r.timeline.at(o.Start)
	second.enter(o.Begun)
	second.checks++
	r.addHarness(o)

	if o.Result.Outcome != exchange.OK || o.End < r.nextGap {
		return false
	}
	r.nextGap = o.End + gapSamples
	return true
}

// Cancel counts an exchange that k6 ended, in the phase it was started in. A check that was ended before it could connect
// was never sent.
func (r *Recorder) Cancel(o *Observation) {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	if o.Role == Client {
		r.clientPhase(o.Begun).cancelled++
	} else if o.Result.Source != "" {
		r.checkPhase(o.Name, o.Begun).cancelled++
	}
}

func (r *Recorder) addHarness(o *Observation) {
	if o.Result.Cause == exchange.Harness {
		r.harness.add(o.Result.Error)
	}
}

func (r *Recorder) clientPhase(phase string) *clientPhase {
	c, ok := r.clients[phase]
	if !ok {
		c = newClientPhase()
		r.clients[phase] = c
	}
	return c
}

func (r *Recorder) checkPhase(name, phase string) *checkPhase {
	phases, ok := r.checks[name]
	if !ok {
		phases = make(map[string]*checkPhase)
		r.checks[name] = phases
	}
	c, ok := phases[phase]
	if !ok {
		c = newCheckPhase()
		phases[phase] = c
	}
	return c
}
