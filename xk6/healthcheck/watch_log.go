package healthcheck

import (
	"fmt"
	"sync"

	"github.com/grafana/sobek"
	"go.k6.io/k6/v2/js/common"

	"github.com/probe-storm/probe-storm/xk6/logfile"
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
		page.LogUnread(answer.Reason)
	} else if m.vu.Context().Err() == nil {
		page.LogSample(m.clock.Now(), phase, count, line)
	}
	return plain(m.vu.Runtime(), answer)
}

// availability is what the watching functions return.
type availability struct {
	Available bool   `json:"available"`
	Reason    string `json:"reason"`
}

// phaseOption reads the options of a watching function, which looks at something while a phase is on. Without options that
// phase has no name.
func (m *instance) phaseOption(function string, value sobek.Value) (phase string, err error) {
	var options struct {
		Phase string `json:"phase"`
	}
	if !common.IsNullish(value) {
		if err := decode(m.vu.Runtime(), value, &options); err != nil {
			return "", fmt.Errorf("%s options: %w", function, err)
		}
	}
	if m.vu.State() == nil {
		return "", fmt.Errorf("%s is %w", function, errInitContext)
	}
	if phase, err = m.names.Phase(options.Phase); err != nil {
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
