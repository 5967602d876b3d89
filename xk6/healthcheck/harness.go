package healthcheck

import (
	"time"

	"go.k6.io/k6/v2/metrics"
)

// harnessError counts trouble of our own that is no exchange's. The recorder keeps it even where k6 takes no more samples:
// an error that nobody hears of would let a run pass that must not.
func (m *instance) harnessError(reason string) {
	m.recorder().HarnessError(oneLine(reason))
	state := m.vu.State()
	if state == nil {
		return
	}
	vu := state.Tags.GetCurrentValues()
	metrics.PushIfNotDone(m.vu.Context(), state.Samples, metrics.Sample{
		TimeSeries: metrics.TimeSeries{Metric: m.metrics.harnessErrors, Tags: vu.Tags},
		Time:       time.Now(),
		Value:      1,
		Metadata:   vu.Metadata,
	})
}
