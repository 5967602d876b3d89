package recorder

import "time"

// timeline has one entry per second of the module's clock.
type timeline struct {
	seconds []timelineSecond
	// first is the first second in which something happened.
	first int
}

type timelineSecond struct {
	phase                      string
	attempts, accepted, checks int64
	queue                      int64 // -1: not read
}

// at finds the second of a moment; the pointer holds until the next call.
func (t *timeline) at(moment time.Duration) *timelineSecond {
	second := int(max(0, moment) / time.Second)
	if len(t.seconds) == 0 {
		t.first = second
	}
	t.first = min(t.first, second)
	for len(t.seconds) <= second {
		t.seconds = append(t.seconds, timelineSecond{queue: -1})
	}
	return &t.seconds[second]
}

// enter names the second after the first phase that something happens for in it.
func (s *timelineSecond) enter(phase string) {
	if s.phase == "" {
		s.phase = phase
	}
}

// Second is Second of runtime.d.ts.
type Second struct {
	T        int    `json:"t"`
	Phase    string `json:"phase"`
	Attempts int64  `json:"attempts"`
	Accepted int64  `json:"accepted"`
	Checks   int64  `json:"checks"`
	Queue    int64  `json:"queue"`
}

func (t *timeline) record() []Second {
	record := make([]Second, 0, len(t.seconds))
	for i := t.first; i < len(t.seconds); i++ {
		s := t.seconds[i]
		record = append(record, Second{
			T: i, Phase: s.phase, Attempts: s.attempts, Accepted: s.accepted, Checks: s.checks, Queue: s.queue,
		})
	}
	return record
}
