package recorder

import (
	"slices"
	"time"

	"github.com/probe-storm/probe-storm/xk6/clock"
)

// Event is an event of runtime.d.ts.
type Event struct {
	T    float64 `json:"t"`
	Kind string  `json:"kind"`
	Data string  `json:"data"`
}

// mostKinds bounds the kinds of events; those of the ones beyond are counted and not kept.
const mostKinds = 100

// eventLog bounds each kind of event by itself, so that a flood of one does not keep another out: how the run ended comes last.
type eventLog struct {
	events  []Event
	kinds   map[string]int
	dropped map[string]int64 // by kind
}

func (e *eventLog) add(event Event) {
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
func (e *eventLog) of(kinds *[]string) []Event {
	found := []Event{}
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

// after are the events of one kind behind the first so many of all kinds.
func (e *eventLog) after(kind string, seen int) []Event {
	found := []Event{}
	for _, event := range e.events[min(max(0, seen), len(e.events)):] {
		if event.Kind == kind {
			found = append(found, event)
		}
	}
	return found
}

// Event keeps a note of the script.
func (r *Recorder) Event(at time.Duration, kind, data string) {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	r.events.add(Event{T: clock.Milliseconds(at), Kind: kind, Data: data})
}
