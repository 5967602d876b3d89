package healthcheck

import (
	"time"

	"go.k6.io/k6/v2/lib"
	"go.k6.io/k6/v2/metrics"
)

// reading is what a gauge showed.
type reading struct {
	metric *metrics.Metric
	value  float64
}

// gauges are readings of one moment. Of a gauge k6 keeps the last value alone, so that a long run costs it no memory.
func gauges(state *lib.State, at time.Time, names tagNames, readings []reading) metrics.Samples {
	vu := state.Tags.GetCurrentValues()
	s := sampler{samples: make([]metrics.Sample, 0, len(readings)), time: at, metadata: vu.Metadata}
	tags := names.addTo(vu.Tags)
	for _, r := range readings {
		s.add(r.metric, tags, r.value)
	}
	return s.samples
}
