package recorder

import (
	"time"

	"github.com/probe-storm/probe-storm/xk6/clock"
	"github.com/probe-storm/probe-storm/xk6/logfile"
	"github.com/probe-storm/probe-storm/xk6/printable"
)

// LogSample is LogSample of runtime.d.ts.
type LogSample struct {
	T           float64 `json:"t"`
	Phase       string  `json:"phase"`
	Checks      int64   `json:"checks"`
	Attempts    int64   `json:"attempts"`
	Bytes       int64   `json:"bytes"`
	Lines       int64   `json:"lines"`
	UnreadBytes int64   `json:"unreadBytes"`
	Example     string  `json:"example"`
}

const (
	// mostExample is how much of a line people need to see.
	mostExample = 200
	// mostExamples bounds the lines that are kept, in each phase.
	mostExamples = 20
)

// textLog is what the recorder keeps of the service's log.
type textLog struct {
	samples  []LogSample
	unread   string
	examples map[string]int // by phase
	checks   int64          // at the last look
}

// LogUnread keeps why the log could not be read.
func (r *Recorder) LogUnread(reason string) {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	r.log.unread = reason
}

// LogSample counts what has been begun right after the look, as with the process.
func (r *Recorder) LogSample(at time.Duration, phase string, count logfile.Count, line string) {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	sample := LogSample{
		T:           clock.Milliseconds(at),
		Phase:       phase,
		Checks:      r.checksBegun.Load(),
		Attempts:    r.attemptsBegun(),
		Bytes:       count.Bytes,
		Lines:       count.Lines,
		UnreadBytes: count.Unread,
	}
	sample.Example = r.log.example(phase, line, sample.Checks)
	r.log.samples = appended(r.log.samples, sample)
}

// example keeps a line only of the looks between which checks were begun.
func (l *textLog) example(phase, line string, checks int64) string {
	checked := checks > l.checks
	l.checks = checks
	if !checked || line == "" || l.examples[phase] == mostExamples {
		return ""
	}
	if l.examples == nil {
		l.examples = map[string]int{}
	}
	l.examples[phase]++
	return printable.Line(line, mostExample)
}

func (l *textLog) unavailable() string {
	if len(l.samples) > 0 {
		return ""
	}
	return l.unread
}

func (r *Recorder) attemptsBegun() (attempts int64) {
	for _, c := range r.clients {
		attempts += c.begun
	}
	return attempts
}
