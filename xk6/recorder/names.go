package recorder

import (
	"fmt"
	"sync"
)

// Each phase and each name of an exchange is a series here and in k6, and a script chooses them. So their number and length are bounded.
// Those beyond the bound count together under one name.
const (
	mostName       = 100 // bytes
	mostPhases     = 50
	mostExchanges  = 500
	otherPhases    = "other phases"
	otherExchanges = "other exchanges"
)

// nameBook holds the names that have a series.
type nameBook struct {
	mutex sync.RWMutex
	known map[string]bool
}

// series returns the name itself while there is room, and rest for all further names.
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

// Names are the books of the process.
type Names struct {
	phases, exchanges nameBook
}

// Phase returns the name under which a phase is counted.
func (n *Names) Phase(name string) (string, error) {
	found, err := n.phases.series(name, mostPhases, otherPhases)
	if err != nil {
		err = fmt.Errorf("phase: %w", err)
	}
	return found, err
}

// Exchange returns the name under which an exchange is counted.
func (n *Names) Exchange(name string) (string, error) {
	found, err := n.exchanges.series(name, mostExchanges, otherExchanges)
	if err != nil {
		err = fmt.Errorf("name: %w", err)
	}
	return found, err
}
