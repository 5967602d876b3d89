package healthcheck

import "fmt"

// boundPhases: most runs of an exchange are of the phase of the one before.
func (m *instance) boundPhases(options *runOptions) error {
	if options.phase != m.lastPhase {
		phase, err := m.names.Phase(options.phase)
		if err != nil {
			return fmt.Errorf("run: %w", err)
		}
		options.phase = phase
		m.lastPhase = phase
	}
	if options.overrun.given {
		phase, err := m.names.Phase(options.overrun.phase)
		if err != nil {
			return fmt.Errorf("run: overrun: %w", err)
		}
		options.overrun.phase = phase
	}
	return nil
}
