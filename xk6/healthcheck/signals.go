package healthcheck

import (
	"context"
	"os"
	"os/signal"
	"syscall"
)

// heedSignals has SIGINT and SIGTERM cancel the exchanges of this VU from now on. k6 ends iterations and setup by itself, but lets
// teardown go on whatever comes.
func (m *instance) heedSignals() {
	parent := m.vu.Context()
	ctx, stop := signal.NotifyContext(parent, os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(parent, stop)
	m.heeded = ctx
}

// context is what an exchange runs in.
func (m *instance) context() context.Context {
	if m.heeded != nil {
		return m.heeded
	}
	return m.vu.Context()
}
