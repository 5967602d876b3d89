package recorder

import (
	"time"

	"github.com/probe-storm/probe-storm/xk6/clock"
	"github.com/probe-storm/probe-storm/xk6/exchange"
)

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
	// causes are few in one second: a map for each of a day's seconds would take several times as much.
	causes []causeCount
	// connect is the longest handshake that was completed, answer the longest answer that was; ms, 0: none was.
	connect, answer float64
}

type causeCount struct {
	cause string
	count int64
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

// client counts an attempt in the second in which it began.
func (s *timelineSecond) client(r *exchange.Result) {
	s.attempts++
	if r.Connected {
		s.connect = max(s.connect, clock.Milliseconds(r.ConnectTime))
	}
	if r.Answered() {
		s.answer = max(s.answer, clock.Milliseconds(r.Answer))
	}
	if r.Outcome == exchange.OK {
		s.accepted++
		return
	}
	s.lose(string(r.Cause))
}

func (s *timelineSecond) lose(cause string) {
	for i := range s.causes {
		if s.causes[i].cause == cause {
			s.causes[i].count++
			return
		}
	}
	s.causes = append(s.causes, causeCount{cause, 1})
}

// causesByName is nil where nobody failed.
func (s *timelineSecond) causesByName() map[string]int64 {
	if len(s.causes) == 0 {
		return nil
	}
	causes := make(map[string]int64, len(s.causes))
	for _, c := range s.causes {
		causes[c.cause] = c.count
	}
	return causes
}

// Second is Second of runtime.d.ts.
type Second struct {
	T         int              `json:"t"`
	Phase     string           `json:"phase"`
	Attempts  int64            `json:"attempts"`
	Accepted  int64            `json:"accepted"`
	Checks    int64            `json:"checks"`
	Queue     int64            `json:"queue"`
	Causes    map[string]int64 `json:"causes,omitempty"`
	ConnectMs float64          `json:"connectMs,omitempty"`
	AnswerMs  float64          `json:"answerMs,omitempty"`
}

func (t *timeline) record() []Second {
	record := make([]Second, 0, len(t.seconds))
	for i := t.first; i < len(t.seconds); i++ {
		s := t.seconds[i]
		record = append(record, Second{
			T: i, Phase: s.phase, Attempts: s.attempts, Accepted: s.accepted, Checks: s.checks, Queue: s.queue,
			Causes: s.causesByName(), ConnectMs: s.connect, AnswerMs: s.answer,
		})
	}
	return record
}
