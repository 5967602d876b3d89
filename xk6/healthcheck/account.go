package healthcheck

import (
	"go.k6.io/k6/v2/lib"
	"go.k6.io/k6/v2/metrics"

	"github.com/probe-storm/probe-storm/xk6/exchange"
	"github.com/probe-storm/probe-storm/xk6/recorder"
)

// account counts an exchange in the recorder and in k6, in both or in neither: a gate that k6 evaluates and the judge, who
// reads the recorder, must see the same numbers to the last sample.
//
// This is metrics.PushIfNotDone with the recorder between its two halves: k6 takes whatever is sent before it lets go of the
// VU, so nothing that the recorder counted can get lost after it.
func (x *jsExchange) account(state *lib.State, o *observation) {
	if x.vu.Context().Err() != nil || o.Result.Outcome == exchange.Cancelled {
		*o.Result = cancelled(o.Result)
		o.page.Cancel(&o.Observation)
		return
	}
	if x.role == recorder.Client {
		outage := o.page.Client(&o.Observation)
		state.Samples <- x.clientSamples(state, o, outage)
		return
	}
	x.accountCheck(state, o, o.page.Check(&o.Observation))
}

func (x *jsExchange) accountCheck(state *lib.State, o *observation, wantsGap bool) {
	b := &x.batch
	if !b.follows(x.vu.Context(), state.VUID, o) {
		const usual = 3
		b.flush(state.Samples)
		state.Samples <- x.checkSamples(state, o, wantsGap, make(metrics.Samples, 0, usual))
		return
	}
	if len(b.samples) == 0 {
		b.open(x.vu, state, o.End)
	}
	b.samples = x.checkSamples(state, o, wantsGap, b.samples)
	b.checks++
	if b.full(o.End) {
		b.flush(state.Samples)
	}
}

// cancelled is a result that counts for nothing: an exchange may have ended by itself just before k6 ended the iteration.
func cancelled(r *exchange.Result) exchange.Result {
	blank := *r
	blank.Outcome = exchange.Cancelled
	blank.Cause = exchange.NoCause
	blank.Stage = ""
	blank.FailedStep = -1
	blank.Error = ""
	blank.Errno = ""
	return blank
}
