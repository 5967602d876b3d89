package healthcheck

import (
	"context"
	"fmt"
	"slices"
	"sync/atomic"
	"time"

	"github.com/grafana/sobek"
	"go.k6.io/k6/v2/js/common"
	"go.k6.io/k6/v2/lib"

	"github.com/probe-storm/probe-storm/xk6/exchange"
	"github.com/probe-storm/probe-storm/xk6/recorder"
)

// attempt is one attempt of a client that a script makes by itself, with any module of k6: what happens on the wire is not seen here, so
// that there are no times but the whole, and no cause but what the script says.
type attempt struct {
	client  *jsExchange // has no exchange: only its accounting is used
	state   *lib.State
	options runOptions
	timeout time.Duration
	started time.Time
	o       observation
	// over: it counts once, be it ended by the script or by k6.
	over   atomic.Bool
	forget func() bool
}

// beginAttempt is beginAttempt of runtime.d.ts.
func (m *instance) beginAttempt(call sobek.FunctionCall) sobek.Value {
	rt := m.vu.Runtime()
	state := m.vu.State()
	if state == nil {
		common.Throw(rt, fmt.Errorf("beginAttempt is %w", errInitContext))
	}
	options, err := readRunOptions(call.Argument(1))
	if err == nil && (options.hasHold || options.cancels) {
		err = fmt.Errorf("beginAttempt: until and cancelMs are refused: a script ends its client by itself")
	}
	if m.ownClient == nil {
		m.ownClient = &jsExchange{instance: m, role: recorder.Client}
	}
	if err == nil {
		err = m.ownClient.boundPhases(&options)
	}
	if err != nil {
		common.Throw(rt, err)
	}
	a := &attempt{
		client:  m.ownClient,
		state:   state,
		options: options,
		timeout: time.Duration(call.Argument(0).ToFloat() * float64(time.Millisecond)),
		started: time.Now(),
	}
	a.o = m.ownClient.begin(options, "client", a.started)
	// Where k6 ends the iteration, nothing of the script runs any more that could end the attempt.
	a.forget = context.AfterFunc(m.vu.Context(), a.cancel)
	handle := rt.NewObject()
	if err := handle.Set("end", a.end); err != nil {
		common.Throw(rt, err)
	}
	return handle
}

func (a *attempt) cancel() {
	if !a.over.CompareAndSwap(false, true) {
		return
	}
	o := a.o
	o.Result = &exchange.Result{Outcome: exchange.Cancelled, FailedStep: -1, Started: a.started}
	o.page.Cancel(&o.Observation)
}

// end is end of ClientAttempt.
func (a *attempt) end(call sobek.FunctionCall) sobek.Value {
	rt := a.client.vu.Runtime()
	ended, err := readEnded(rt, call.Argument(0))
	if err != nil {
		common.Throw(rt, err)
	}
	a.forget()
	if !a.over.CompareAndSwap(false, true) {
		cancelled := &exchange.Result{Outcome: exchange.Cancelled, FailedStep: -1, Started: a.started}
		return rt.ToValue(newResult(rt, &observation{Observation: recorder.Observation{Result: cancelled}}))
	}
	a.o.Result = a.result(ended, time.Since(a.started))
	a.client.place(&a.o, a.options)
	a.client.account(a.state, &a.o)
	return rt.ToValue(newResult(rt, &a.o))
}

// result is what the script says, but for one thing: an answer that comes after the timeout came too late for a client.
func (a *attempt) result(ended endedAttempt, total time.Duration) *exchange.Result {
	r := &exchange.Result{Outcome: exchange.OK, FailedStep: -1, Started: a.started, Total: total, Verified: true}
	switch {
	case !ended.OK:
		r.Outcome = exchange.Failed
		r.Cause = exchange.Cause(ended.Cause)
		r.Error = exchange.Printable(ended.Error)
		r.Stage = "step"
	case a.timeout > 0 && total > a.timeout:
		r.Outcome = exchange.Failed
		r.Cause = exchange.Slow
		r.Error = fmt.Sprintf("answered after %s, later than %s", total.Round(time.Millisecond), a.timeout)
		r.Stage = "step"
	default:
		r.Answer = total
	}
	return r
}

type endedAttempt struct {
	OK    bool   `json:"ok"`
	Cause string `json:"cause"`
	Error string `json:"error"`
}

// readEnded bounds what a script may count: a cause is one of those that index.d.ts lists.
func readEnded(rt *sobek.Runtime, value sobek.Value) (endedAttempt, error) {
	var ended endedAttempt
	if err := decode(rt, value, &ended); err != nil {
		return ended, fmt.Errorf("attempt: %w", err)
	}
	switch {
	case ended.OK:
		ended.Cause = ""
	case ended.Cause == "":
		ended.Cause = string(exchange.OwnClient)
	case !slices.Contains(exchange.Causes, exchange.Cause(ended.Cause)):
		return ended, fmt.Errorf("attempt: cause: %.60q is refused: one of %v is wanted", ended.Cause, exchange.Causes)
	}
	return ended, nil
}
