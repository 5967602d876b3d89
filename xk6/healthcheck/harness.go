package healthcheck

import (
	"time"

	"go.k6.io/k6/v2/metrics"
)

// harnessError counts a failure of this side that belongs to no exchange. The recorder keeps it even where k6 takes no more samples: a run
// with such a failure must not pass unnoticed.
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
