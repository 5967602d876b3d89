package healthcheck

import (
	"time"

	"go.k6.io/k6/v2/lib"
	"go.k6.io/k6/v2/metrics"

	"github.com/probe-storm/probe-storm/xk6/exchange"
)

// sampler collects the samples of one exchange: they share the VU's metadata and the time of the exchange's end.
type sampler struct {
	samples  []metrics.Sample
	time     time.Time
	metadata map[string]string
}

func (s *sampler) add(metric *metrics.Metric, tags *metrics.TagSet, value float64) {
	s.samples = append(s.samples, metrics.Sample{
		TimeSeries: metrics.TimeSeries{Metric: metric, Tags: tags},
		Time:       s.time,
		Value:      value,
		Metadata:   s.metadata,
	})
}

func (x *jsExchange) clientSamples(state *lib.State, o *observation, outage time.Duration) metrics.Samples {
	const most = 9
	vu := state.Tags.GetCurrentValues()
	s := sampler{samples: make([]metrics.Sample, 0, most), time: x.clock.Time(o.End), metadata: vu.Metadata}
	r := o.Result

	names := tagNames{phase: o.Phase}
	common := x.tags.get(vu.Tags, names)
	names.outcome, names.cause = string(r.Outcome), string(r.Cause)
	s.add(x.metrics.clientAttempts, x.tags.get(vu.Tags, names), 1)
	s.add(x.metrics.clientAccepted, common, metrics.B(r.Outcome == exchange.OK))
	timed := x.tags.get(vu.Tags, tagNames{phase: o.Timed})
	if r.Connected {
		s.add(x.metrics.clientConnect, timed, metrics.D(r.ConnectTime))
	}
	if r.FirstByte > 0 {
		s.add(x.metrics.clientFirstByte, timed, metrics.D(r.FirstByte))
	}
	if r.Answered() {
		s.add(x.metrics.clientAnswer, timed, metrics.D(r.Answer))
	}
	s.add(x.metrics.clientOutage, common, metrics.D(outage))
	x.addShared(&s, state, r, common)
	return s.samples
}

// checkSamples adds them to those given.
func (x *jsExchange) checkSamples(state *lib.State, o *observation, withGap bool, to metrics.Samples) metrics.Samples {
	vu := state.Tags.GetCurrentValues()
	s := sampler{samples: to, time: x.clock.Time(o.End), metadata: vu.Metadata}
	r := o.Result

	names := tagNames{checker: o.Name, style: x.exchange.Spec.Style, phase: o.Phase}
	common := x.tags.get(vu.Tags, names)
	names.outcome = string(r.Outcome)
	s.add(x.metrics.checks, x.tags.get(vu.Tags, names), 1)
	if r.Connected {
		s.add(x.metrics.checkVerified, common, metrics.B(r.Verified))
	}
	if withGap {
		s.add(x.metrics.checkCloseGap, common, metrics.D(r.CloseGap))
	}
	x.addShared(&s, state, r, common)
	return s.samples
}

// addShared adds what clients and checkers have in common. k6 counts bytes only of connections that it dialled itself.
func (x *jsExchange) addShared(s *sampler, state *lib.State, r *exchange.Result, tags *metrics.TagSet) {
	if r.Cause == exchange.Harness {
		s.add(x.metrics.harnessErrors, tags, 1)
	}
	if r.BytesSent > 0 {
		s.add(state.BuiltinMetrics.DataSent, tags, float64(r.BytesSent))
	}
	if r.BytesReceived > 0 {
		s.add(state.BuiltinMetrics.DataReceived, tags, float64(r.BytesReceived))
	}
}
