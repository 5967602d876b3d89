package healthcheck

import (
	"fmt"

	"go.k6.io/k6/v2/errext"
	"go.k6.io/k6/v2/errext/exitcodes"
	"go.k6.io/k6/v2/lib"
)

// ending ends the run: no script can catch it. k6 takes the exit code from it, and stops the other VUs because an
// InterruptError lies inside.
type ending struct {
	message string
	code    exitcodes.ExitCode
}

var (
	_ errext.HasExitCode    = ending{}
	_ errext.HasAbortReason = ending{}
)

func (e ending) Error() string                   { return e.message }
func (e ending) Unwrap() error                   { return &errext.InterruptError{Reason: e.message} }
func (e ending) ExitCode() exitcodes.ExitCode    { return e.code }
func (e ending) AbortReason() errext.AbortReason { return errext.AbortedByScriptAbort }

// initRefusal is a refusal in the init context, where k6 wraps whatever comes in "could not load JS test …" and a stack.
// Of an error with a stack trace it prints the trace alone: so the message is the trace.
type initRefusal struct {
	ending
}

var _ errext.Exception = initRefusal{}

func (r initRefusal) StackTrace() string { return r.message }

func (m *instance) refuse(message string) {
	reason := ending{oneLine(message), exitcodes.InvalidConfig}
	if m.vu.State() == nil {
		m.vu.Runtime().Interrupt(initRefusal{reason})
		return
	}
	m.vu.Runtime().Interrupt(reason)
}

// abandon is for trouble of our own before the first phase: there is nothing to go on with, and it is no setting's fault.
func (m *instance) abandon(message string) {
	m.vu.Runtime().Interrupt(ending{oneLine(message), exitcodes.MarkedAsFailed})
}

// earlyEnd ends a run whose verdict is still to come. Its exit code is asked for after teardown, which by then has marked as failed
// what is inconclusive. (A threshold with abortOnFail decides at once, and wins over that mark.)
type earlyEnd struct {
	ending
	status *lib.TestStatus
}

func (e earlyEnd) ExitCode() exitcodes.ExitCode {
	if e.status.Failed() {
		return exitcodes.MarkedAsFailed
	}
	return e.code
}

func (m *instance) endEarly(message string) error {
	state := m.vu.State()
	if state == nil {
		return fmt.Errorf("endEarly is %w", errInitContext)
	}
	m.vu.Runtime().Interrupt(earlyEnd{ending{oneLine(message), exitcodes.ThresholdsHaveFailed}, state.TestStatus})
	return nil
}
