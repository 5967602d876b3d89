package healthcheck

import (
	"go.k6.io/k6/v2/errext"
	"go.k6.io/k6/v2/errext/exitcodes"
)

// refusal ends the run: no script can catch it. k6 takes the exit code from it, and stops the other VUs because an
// InterruptError lies inside.
type refusal struct {
	message string
}

var (
	_ errext.HasExitCode    = refusal{}
	_ errext.HasAbortReason = refusal{}
)

func (r refusal) Error() string                   { return r.message }
func (r refusal) Unwrap() error                   { return &errext.InterruptError{Reason: r.message} }
func (r refusal) ExitCode() exitcodes.ExitCode    { return exitcodes.InvalidConfig }
func (r refusal) AbortReason() errext.AbortReason { return errext.AbortedByScriptAbort }

// initRefusal is a refusal in the init context, where k6 wraps whatever comes in "could not load JS test …" and a stack.
// Of an error with a stack trace it prints the trace alone: so the message is the trace.
type initRefusal struct {
	refusal
}

var _ errext.Exception = initRefusal{}

func (r initRefusal) StackTrace() string { return r.message }

func (m *instance) refuse(message string) {
	reason := refusal{message: oneLine(message)}
	if m.vu.State() == nil {
		m.vu.Runtime().Interrupt(initRefusal{reason})
		return
	}
	m.vu.Runtime().Interrupt(reason)
}
