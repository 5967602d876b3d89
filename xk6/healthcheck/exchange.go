package healthcheck

import (
	"context"
	"errors"
	"fmt"
	"net/netip"
	"time"

	"github.com/grafana/sobek"
	"go.k6.io/k6/v2/js/common"
	"go.k6.io/k6/v2/lib"

	"github.com/probe-storm/probe-storm/xk6/exchange"
	"github.com/probe-storm/probe-storm/xk6/recorder"
)

// jsExchange is the class Exchange: an exchange, parsed once, that one VU runs again and again.
type jsExchange struct {
	*instance
	exchange *exchange.Exchange
	role     recorder.Role
	// target is looked up at the first run.
	target netip.AddrPort
	asked  <-chan resolved // a look-up that is under way
	tags   tagCache
}

// exchangeClass is a class of JavaScript's own, so that a call without new is refused by the engine.
var exchangeClass = sobek.MustCompile("Exchange", `(construct) => class Exchange { constructor(spec) { construct(this, spec); } }`, true)

// newExchangeClass makes the class for a VU.
func (m *instance) newExchangeClass() sobek.Value {
	rt := m.vu.Runtime()
	factory, err := rt.RunProgram(exchangeClass)
	if err != nil {
		common.Throw(rt, err)
	}
	create, _ := sobek.AssertFunction(factory)
	class, err := create(sobek.Undefined(), rt.ToValue(m.constructExchange))
	if err != nil {
		common.Throw(rt, err)
	}
	return class
}

// constructExchange is the constructor: its arguments are the new object and the spec.
func (m *instance) constructExchange(call sobek.FunctionCall) sobek.Value {
	rt := m.vu.Runtime()
	x, err := m.parseExchange(call.Argument(1))
	if err != nil {
		common.Throw(rt, err)
	}
	// The native signature and a property of its own make run() cheap: no reflection, no method lookup.
	object := call.Argument(0).ToObject(rt)
	if err := object.DefineDataProperty("run", rt.ToValue(x.run), sobek.FLAG_FALSE, sobek.FLAG_FALSE, sobek.FLAG_FALSE); err != nil {
		common.Throw(rt, err)
	}
	return nil
}

func (m *instance) parseExchange(value sobek.Value) (*jsExchange, error) {
	var spec exchange.Spec
	if err := decode(m.vu.Runtime(), value, &spec); err != nil {
		return nil, specError(err)
	}
	x := &jsExchange{instance: m, role: recorder.Role(spec.Role)}
	if x.role != recorder.Checker && x.role != recorder.Client {
		return nil, specError(fmt.Errorf("role: %q is refused: checker or client is wanted", spec.Role))
	}
	if spec.Name == "" {
		return nil, specError(errors.New(`name: "" is refused: the series that it is counted in is wanted`))
	}
	var err error
	if spec.Name, err = m.names.Exchange(spec.Name); err != nil {
		return nil, specError(err)
	}
	parsed, err := exchange.Parse(spec)
	if err != nil {
		return nil, specError(err)
	}
	x.exchange = parsed
	return x, nil
}

func specError(err error) error {
	return fmt.Errorf("exchange spec: %w", err)
}

func (x *jsExchange) run(call sobek.FunctionCall) sobek.Value {
	rt := x.vu.Runtime()
	state := x.vu.State()
	if state == nil {
		//lint:ignore ST1005 Exchange is the name of the class
		common.Throw(rt, fmt.Errorf("Exchange.run is %w", errInitContext))
	}
	options, err := readRunOptions(call.Argument(0))
	if err == nil {
		err = x.boundPhases(&options)
	}
	if err != nil {
		common.Throw(rt, err)
	}
	if x.exchange.Spec.Source == "" {
		if options.source, err = localAddress(state); err != nil {
			common.Throw(rt, fmt.Errorf("run: %w", err))
		}
	}
	o := x.converse(state, options)
	x.account(state, &o)
	return rt.ToValue(newResult(rt, &o))
}

// converse makes the conversation and says what is to be counted of it.
func (x *jsExchange) converse(state *lib.State, options runOptions) observation {
	ctx := x.context()
	if options.cancels {
		var cancel context.CancelFunc
		ctx, cancel = context.WithDeadline(ctx, x.clock.Time(options.cancel))
		defer cancel()
	}
	started := time.Now()
	o := x.begin(options, x.exchange.Spec.Name, started)
	known := x.target.IsValid()
	if o.Result = x.findTarget(ctx, state); !known {
		o.resolve = time.Since(started)
	}
	if o.Result == nil {
		run := exchange.RunOptions{Target: x.target, Source: options.source, Spent: o.resolve}
		if options.hasHold {
			run.HoldUntil = x.clock.Time(options.until)
		}
		o.Result = x.exchange.Run(ctx, run)
	}
	o.Result.Total += o.resolve
	x.place(&o, options)
	return o
}

// begin draws a ticket for what starts now.
func (x *jsExchange) begin(options runOptions, name string, started time.Time) observation {
	o := observation{page: x.recorder(), Observation: recorder.Observation{
		Role:  x.role,
		Name:  name,
		Begun: options.phase,
		Phase: options.phase,
		Timed: options.phase,
		Start: x.clock.At(started),
	}}
	if options.hasDue {
		o.HasLag = true
		o.Lag = max(0, o.Start-options.due)
	}
	o.Ticket = o.page.Begin(o.Role, o.Begun, o.Start)
	return o
}

// place tells when it ended, and in which phase it counts.
func (x *jsExchange) place(o *observation, options runOptions) {
	o.End = x.clock.Now()
	if !options.overrun.given || o.Result.Outcome == exchange.Cancelled || o.End <= options.overrun.at {
		return
	}
	// Its waiting was done there. An attempt that got in proves what the phase was in which it began; one that failed does not.
	o.Timed = options.overrun.phase
	if o.Result.Outcome != exchange.OK {
		o.Phase = options.overrun.phase
		o.MovedAt = options.overrun.at
		o.Moved = true
	}
}

// findTarget looks the target up once, within the time of the exchange. What went wrong then is a result like any other, and the next
// run tries again; where the answer only took too long, it waits for the same one.
func (x *jsExchange) findTarget(ctx context.Context, state *lib.State) *exchange.Result {
	if x.target.IsValid() {
		return nil
	}
	began := time.Now()
	target := x.exchange.Spec.Target
	if x.asked == nil {
		x.asked = ask(state, target)
	}
	limit := x.exchange.HandshakeLimit()
	enough := time.NewTimer(limit)
	defer enough.Stop()
	var err error
	select {
	case answer := <-x.asked:
		x.asked = nil
		x.target, err = answer.address, answer.err
	case <-enough.C:
		err = fmt.Errorf("no answer within %s", limit)
	case <-ctx.Done():
		err = ctx.Err()
	}
	if err == nil {
		return nil
	}
	result := &exchange.Result{Outcome: exchange.Failed, FailedStep: -1, Started: began}
	if ctx.Err() != nil {
		result.Outcome = exchange.Cancelled
		return result
	}
	result.Cause = exchange.Harness
	result.Stage = "resolve"
	result.Error = exchange.Printable(fmt.Sprintf("%s cannot be resolved: %s", target, err))
	return result
}
