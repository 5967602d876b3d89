package healthcheck

import (
	"fmt"
	"sync"
	"time"

	"github.com/grafana/sobek"

	"github.com/probe-storm/probe-storm/xk6/logfile"
	"github.com/probe-storm/probe-storm/xk6/printable"
)

// logSample is LogSample of index.d.ts.
type logSample struct {
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

func (m *instance) watchLog(path string, value sobek.Value) (sobek.Value, error) {
	phase, err := m.phaseOption("watchLog", value)
	if err != nil {
		return nil, err
	}
	if path == "" {
		return nil, fmt.Errorf(`watchLog path: "" is refused: the name of a file is wanted`)
	}
	page := m.recorder()
	count, line, err := m.log.look(path)
	answer := availability{Available: err == nil}
	if err != nil {
		answer.Reason = oneLine(err.Error())
		page.logUnread(answer.Reason)
	} else if m.vu.Context().Err() == nil {
		page.logSample(m.clock.now(), phase, count, line)
	}
	return plain(m.vu.Runtime(), answer)
}

// availability is what the watching functions return.
type availability struct {
	Available bool   `json:"available"`
	Reason    string `json:"reason"`
}

// phaseOption reads the options of a watching function, which looks at something while a phase is on.
func (m *instance) phaseOption(function string, value sobek.Value) (phase string, err error) {
	var options struct {
		Phase string `json:"phase"`
	}
	if err := decode(value, &options); err != nil {
		return "", fmt.Errorf("%s options: %w", function, err)
	}
	if m.vu.State() == nil {
		return "", fmt.Errorf("%s is %w", function, errInitContext)
	}
	if phase, err = m.names.phase(options.Phase); err != nil {
		return "", fmt.Errorf("%s options: %w", function, err)
	}
	return phase, nil
}

// logReader follows one log for all VUs of the process; another name begins afresh.
type logReader struct {
	mutex    sync.Mutex
	path     string
	follower *logfile.Follower
}

func (l *logReader) look(path string) (logfile.Count, string, error) {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	if l.follower == nil || l.path != path {
		l.close()
		l.path, l.follower = path, logfile.Follow(path)
	}
	return l.follower.Look()
}

// forget has the next look be the first one again.
func (l *logReader) forget() {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	l.close()
}

func (l *logReader) close() {
	if l.follower != nil {
		l.follower.Close()
		l.follower = nil
	}
}

// textLog is what the recorder keeps of the service's log.
type textLog struct {
	samples  []logSample
	unread   string
	examples map[string]int // by phase
	checks   int64          // at the last look
}

func (r *recorder) logUnread(reason string) {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	r.log.unread = reason
}

// logSample counts what has been begun right after the look, as with the process.
func (r *recorder) logSample(at time.Duration, phase string, count logfile.Count, line string) {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	sample := logSample{
		T:           milliseconds(at),
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

func (r *recorder) attemptsBegun() (attempts int64) {
	for _, c := range r.clients {
		attempts += c.begun
	}
	return attempts
}
