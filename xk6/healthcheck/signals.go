package healthcheck

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"syscall"
)

// heedSignals has SIGINT and SIGTERM cancel the exchanges of this VU from now on, until the function that k6 runs (teardown, as a rule)
// has ended. k6 ends iterations and setup by itself, but lets teardown go on whatever comes.
func (m *instance) heedSignals() error {
	if m.vu.State() == nil {
		return fmt.Errorf("heedSignals is %w", errInitContext)
	}
	parent := m.vu.Context()
	if m.heedful == parent {
		return nil
	}
	ctx, stop := signal.NotifyContext(parent, os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(parent, stop)
	m.heedful, m.heeded = parent, ctx
	return nil
}

// context is what an exchange runs in.
func (m *instance) context() context.Context {
	ctx := m.vu.Context()
	if m.heeded != nil && m.heedful == ctx {
		return m.heeded
	}
	return ctx
}
