package recorder

import (
	"time"

	"github.com/probe-storm/probe-storm/xk6/clock"
)

// QueueSample is QueueSample of runtime.d.ts.
type QueueSample struct {
	T     float64 `json:"t"`
	Phase string  `json:"phase"`
	Queue
}

// Queue is an accept queue at one moment, with the kernel's counters of what found it full.
type Queue struct {
	Length          uint32 `json:"length"`
	Limit           uint32 `json:"limit"`
	ListenOverflows uint64 `json:"listenOverflows"`
	ListenDrops     uint64 `json:"listenDrops"`
}

type queueLog struct {
	samples    []QueueSample
	unreadable string
}

// unavailable tells why there are no samples.
func (q *queueLog) unavailable() string {
	if len(q.samples) > 0 {
		return ""
	}
	return q.unreadable
}

// QueueSample keeps a look at the queue. It ends an absence of the listener.
func (r *Recorder) QueueSample(at time.Duration, phase string, found Queue) {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	second := r.timeline.at(at)
	second.enter(phase)
	second.queue = max(second.queue, int64(found.Length))
	r.absences.end(at)
	r.queue.samples = appended(r.queue.samples, QueueSample{T: clock.Milliseconds(at), Phase: phase, Queue: found})
}

// QueueUnreadable keeps why the queue could not be read.
func (r *Recorder) QueueUnreadable(at time.Duration, phase, reason string) {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	r.timeline.at(at).enter(phase)
	r.queue.unreadable = reason
}
