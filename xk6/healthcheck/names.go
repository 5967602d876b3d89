package healthcheck

import (
	"fmt"
	"sync"
)

// Each phase and each exchange's name is a series of its own here and in k6, and comes out of a script. So they are few and short, and
// those beyond count together under a name of theirs.
const (
	mostName       = 100 // bytes
	mostPhases     = 50
	mostExchanges  = 500
	otherPhases    = "other phases"
	otherExchanges = "other exchanges"
)

// nameBook knows the names that have a series.
type nameBook struct {
	mutex sync.RWMutex
	known map[string]bool
}

// series is the name itself as long as there is room, and then that of the rest.
func (b *nameBook) series(name string, most int, rest string) (string, error) {
	b.mutex.RLock()
	known := b.known[name]
	b.mutex.RUnlock()
	if known {
		return name, nil
	}
	if len(name) > mostName {
		return "", fmt.Errorf("%.20q… is refused: it has %d bytes; accepts %d", name, len(name), mostName)
	}
	b.mutex.Lock()
	defer b.mutex.Unlock()
	if b.known == nil {
		b.known = map[string]bool{}
	}
	if !b.known[name] && len(b.known) == most {
		return rest, nil
	}
	b.known[name] = true
	return name, nil
}

// seriesNames are the books of the process.
type seriesNames struct {
	phases, exchanges nameBook
}

func (n *seriesNames) phase(name string) (string, error) {
	found, err := n.phases.series(name, mostPhases, otherPhases)
	if err != nil {
		err = fmt.Errorf("phase: %w", err)
	}
	return found, err
}

func (n *seriesNames) exchange(name string) (string, error) {
	found, err := n.exchanges.series(name, mostExchanges, otherExchanges)
	if err != nil {
		err = fmt.Errorf("name: %w", err)
	}
	return found, err
}

// boundPhases: most runs of an exchange are of the phase of the one before.
func (m *instance) boundPhases(options *runOptions) error {
	if options.phase != m.lastPhase {
		phase, err := m.names.phase(options.phase)
		if err != nil {
			return fmt.Errorf("run: %w", err)
		}
		options.phase = phase
		m.lastPhase = phase
	}
	if options.overrun.given {
		phase, err := m.names.phase(options.overrun.phase)
		if err != nil {
			return fmt.Errorf("run: overrun: %w", err)
		}
		options.overrun.phase = phase
	}
	return nil
}
