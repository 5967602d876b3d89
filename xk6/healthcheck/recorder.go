package healthcheck

import (
	"sync"
	"sync/atomic"
	"time"

	"github.com/probe-storm/probe-storm/xk6/exchange"
)

// recorder counts what all VUs of the process do. Its memory grows with the clients (their times are kept exactly, so that
// its quantiles are k6's own), with the seconds of the run, and not with the checks.
type recorder struct {
	clock clock

	// checksBegun is apart from the mutex: checks have nothing else to do when they begin.
	checksBegun atomic.Int64

	mutex    sync.Mutex
	clients  map[string]*clientPhase
	checks   map[string]map[string]*checkPhase
	success  lastSuccess
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

func newRecorder(clock clock) *recorder {
	return &recorder{
		clock:   clock,
		clients: make(map[string]*clientPhase),
		checks:  make(map[string]map[string]*checkPhase),

		references: make(map[string][]float64),
	}
}

// begin is called when an exchange starts.
func (r *recorder) begin(who role, phase string, at time.Duration) ticket {
	if who == checker {
		r.checksBegun.Add(1)
		return ticket{}
	}
	r.mutex.Lock()
	defer r.mutex.Unlock()
	r.timeline.at(at).enter(phase)
	c := r.clientPhase(phase)
	t := ticket{attempts: c.begun, checks: r.checksBegun.Load()}
	c.begin(at)
	return t
}

// client counts a client attempt and returns the outage to report with it.
func (r *recorder) client(o *observation) time.Duration {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	c := r.clientPhase(o.phase)
	if o.moved {
		// It began before the phase that it counts in. When in between it was lost nobody knows; by its end is certain.
		o.ticket = ticket{attempts: c.begun, checks: r.checksBegun.Load()}
		c.startNotAfter(o.movedAt)
	}
	outage := r.success.outage(c.firstStart, o)
	c.add(o, outage)
	r.clientPhase(o.timed).addTimes(o.result)
	if o.phase == otherPhases {
		r.phasesBeyond++
	}

	second := r.timeline.at(o.start)
	second.enter(o.begun)
	second.attempts++
	if o.result.Outcome == exchange.OK {
		second.accepted++
	}
	r.addHarness(o)
	return outage
}

// gapSamples is the least time between two close gaps that become samples: a Trend keeps every sample it is given.
const gapSamples = 100 * time.Millisecond

// check counts a check and tells whether its close gap is to become a sample.
func (r *recorder) check(o *observation) bool {
	unproven := unprovenReason(o.result) // takes longer than all the rest: not under the lock
	r.mutex.Lock()
	defer r.mutex.Unlock()
	r.checkPhase(o.name, o.phase).add(o, unproven)

	if o.name == otherExchanges {
		r.exchangesBeyond++
	}
	if o.phase == otherPhases {
		r.phasesBeyond++
	}
	second := r.timeline.at(o.start)
	second.enter(o.begun)
	second.checks++
	r.addHarness(o)

	if o.result.Outcome != exchange.OK || o.end < r.nextGap {
		return false
	}
	r.nextGap = o.end + gapSamples
	return true
}

// cancel counts an exchange that k6 ended, in the phase it was started in. A check that was ended before it could connect
// was never sent.
func (r *recorder) cancel(o *observation) {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	if o.role == client {
		r.clientPhase(o.begun).cancelled++
	} else if o.result.Source != "" {
		r.checkPhase(o.name, o.begun).cancelled++
	}
}

func (r *recorder) addHarness(o *observation) {
	if o.result.Cause == exchange.Harness {
		r.harness.add(o.result.Error)
	}
}

func (r *recorder) harnessError(reason string) {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	r.harness.add(oneLine(reason))
}

func (r *recorder) event(at time.Duration, kind, data string) {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	r.events.add(recordedEvent{T: milliseconds(at), Kind: kind, Data: data})
}

func (r *recorder) queueSample(at time.Duration, phase string, found *jsAcceptQueue) {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	second := r.timeline.at(at)
	second.enter(phase)
	second.queue = max(second.queue, int64(found.Length))
	r.absences.end(at)
	r.queue.add(queueSample{
		T:               milliseconds(at),
		Phase:           phase,
		Length:          found.Length,
		Limit:           found.Limit,
		ListenOverflows: found.ListenOverflows,
		ListenDrops:     found.ListenDrops,
	})
}

func (r *recorder) queueUnreadable(at time.Duration, phase, reason string) {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	r.timeline.at(at).enter(phase)
	r.queue.unreadable = reason
}

func (r *recorder) clientPhase(phase string) *clientPhase {
	c, ok := r.clients[phase]
	if !ok {
		c = newClientPhase()
		r.clients[phase] = c
	}
	return c
}

func (r *recorder) checkPhase(name, phase string) *checkPhase {
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
