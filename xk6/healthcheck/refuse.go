package healthcheck

import (
	"fmt"

	"go.k6.io/k6/v2/errext"
	"go.k6.io/k6/v2/errext/exitcodes"
	"go.k6.io/k6/v2/lib"
)

// runEnd is the error that ends the run: no script can catch it. k6 takes the exit code from it, and stops the other VUs because an
// InterruptError lies inside.
type runEnd struct {
	message string
	code    exitcodes.ExitCode
}

var (
	_ errext.HasExitCode    = runEnd{}
	_ errext.HasAbortReason = runEnd{}
)

func (e runEnd) Error() string                   { return e.message }
func (e runEnd) Unwrap() error                   { return &errext.InterruptError{Reason: e.message} }
func (e runEnd) ExitCode() exitcodes.ExitCode    { return e.code }
func (e runEnd) AbortReason() errext.AbortReason { return errext.AbortedByScriptAbort }

// initRefusal is a refusal in the init context, where k6 wraps whatever comes in "could not load JS test …" and a stack.
// k6 prints only the trace of an error that has one: so the message is the trace.
type initRefusal struct {
	runEnd
}

var _ errext.Exception = initRefusal{}

func (r initRefusal) StackTrace() string { return r.message }

func (m *instance) refuse(message string) {
	reason := runEnd{oneLine(message), exitcodes.InvalidConfig}
	if m.vu.State() == nil {
		m.vu.Runtime().Interrupt(initRefusal{reason})
		return
	}
	m.vu.Runtime().Interrupt(reason)
}

// refuseSettings ends the script in the init context, with the exit code of an exception: k6 prints a thrown text with a line end behind it.
func (m *instance) refuseSettings(message string) {
	m.vu.Runtime().Interrupt(initRefusal{runEnd{oneLine(message), exitcodes.ScriptException}})
}

// abandon ends a run in which this side failed before the first phase; no setting is to blame.
func (m *instance) abandon(message string) {
	m.vu.Runtime().Interrupt(runEnd{oneLine(message), exitcodes.MarkedAsFailed})
}

// earlyEnd ends a run whose verdict is still to come. Its exit code is asked for after teardown, which by then has marked as failed
// what is inconclusive. (A threshold with abortOnFail decides at once, and wins over that mark.)
type earlyEnd struct {
	runEnd
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
	m.vu.Runtime().Interrupt(earlyEnd{runEnd{oneLine(message), exitcodes.ThresholdsHaveFailed}, state.TestStatus})
	return nil
}
