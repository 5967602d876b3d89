package healthcheck

import "slices"

// mostEntries bounds every list that grows with the length of a run.
const mostEntries = 100_000

// queueSample is QueueSample of index.d.ts.
type queueSample struct {
	T               float64 `json:"t"`
	Phase           string  `json:"phase"`
	Length          uint32  `json:"length"`
	Limit           uint32  `json:"limit"`
	ListenOverflows uint64  `json:"listenOverflows"`
	ListenDrops     uint64  `json:"listenDrops"`
}

type queueLog struct {
	samples    []queueSample
	unreadable string
}

func (q *queueLog) add(sample queueSample) {
	q.samples = appended(q.samples, sample)
}

// appended thins the older samples out when there are too many: the curve stays, from end to end.
func appended[Sample any](samples []Sample, sample Sample) []Sample {
	if len(samples) == mostEntries {
		for i := range mostEntries / 2 {
			samples[i] = samples[2*i]
		}
		samples = samples[:mostEntries/2]
	}
	return append(samples, sample)
}

// unavailable tells why there are no samples.
func (q *queueLog) unavailable() string {
	if len(q.samples) > 0 {
		return ""
	}
	return q.unreadable
}

// recordedEvent is an event of index.d.ts.
type recordedEvent struct {
	T    float64 `json:"t"`
	Kind string  `json:"kind"`
	Data string  `json:"data"`
}

// mostKinds bounds the kinds of events; those of the ones beyond are counted and not kept.
const mostKinds = 100

// eventLog bounds each kind of event by itself, so that a flood of one does not keep another out: how the run ended comes last.
type eventLog struct {
	events  []recordedEvent
	kinds   map[string]int
	dropped map[string]int64 // by kind
}

func (e *eventLog) add(event recordedEvent) {
	if e.kinds == nil {
		e.kinds, e.dropped = map[string]int{}, map[string]int64{}
	}
	kept, known := e.kinds[event.Kind]
	switch {
	case !known && len(e.kinds) == mostKinds:
		e.dropped["other events"]++
	case kept == mostEntries:
		e.dropped["events: "+event.Kind]++
	default:
		e.kinds[event.Kind]++
		e.events = append(e.events, event)
	}
}

// of are the events of these kinds; nil: all.
func (e *eventLog) of(kinds *[]string) []recordedEvent {
	found := []recordedEvent{}
	if kinds == nil {
		return append(found, e.events...)
	}
	for _, event := range e.events {
		if slices.Contains(*kinds, event.Kind) {
			found = append(found, event)
		}
	}
	return found
}

// harnessLog keeps what went wrong on our own side.
type harnessLog struct {
	errors  int64
	reasons tally
}

func (h *harnessLog) add(reason string) {
	h.errors++
	h.reasons.add(reason)
}

// harnessRecord is `harness` of Recording in index.d.ts.
type harnessRecord struct {
	Errors  int64            `json:"errors"`
	Reasons map[string]int64 `json:"reasons"`
}

func (h *harnessLog) record() harnessRecord {
	return harnessRecord{Errors: h.errors, Reasons: copied(h.reasons.counts)}
}

const (
	mostReasons  = 100
	otherReasons = "other reasons"
)

// tally counts texts. Beyond mostReasons distinct ones it counts the new ones together: texts may carry addresses and times.
type tally struct {
	counts map[string]int64
}

func (t *tally) add(text string) {
	if t.counts == nil {
		t.counts = map[string]int64{}
	}
	if _, known := t.counts[text]; !known && len(t.counts) >= mostReasons {
		text = otherReasons
	}
	t.counts[text]++
}

// copied is never nil: an empty record is {} to scripts, not null.
func copied[V any](m map[string]V) map[string]V {
	c := make(map[string]V, len(m))
	for key, value := range m {
		c[key] = value
	}
	return c
}
