package healthcheck

import (
	"go.k6.io/k6/v2/lib"
	"go.k6.io/k6/v2/metrics"

	"github.com/probe-storm/probe-storm/xk6/exchange"
)

// account counts an exchange in the recorder and in k6, in both or in neither: a gate that k6 evaluates and the judge, who
// reads the recorder, must see the same numbers to the last sample.
//
// This is metrics.PushIfNotDone with the recorder between its two halves: k6 takes whatever is sent once the context was
// found alive, so nothing that the recorder counted can get lost after it.
func (x *jsExchange) account(state *lib.State, o *observation) {
	if x.vu.Context().Err() != nil || o.result.Outcome == exchange.Cancelled {
		*o.result = cancelled(o.result)
		x.recorder.cancel(o)
		return
	}
	container := metrics.ConnectedSamples{Time: x.clock.time(o.end)}
	if x.role == client {
		outage := x.recorder.client(o)
		container.Samples, container.Tags = x.clientSamples(state, o, outage)
	} else {
		wantsGap := x.recorder.check(o)
		container.Samples, container.Tags = x.checkSamples(state, o, wantsGap)
	}
	state.Samples <- container
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
