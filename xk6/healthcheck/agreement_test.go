package healthcheck

import (
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"go.k6.io/k6/v2/metrics"

	"github.com/probe-storm/probe-storm/xk6/recorder"
)

// What k6's thresholds see and what the judge sees must be the same numbers, whatever the VUs do side by side.
func TestTheRecorderAgreesWithK6ToTheLastSample(t *testing.T) {
	shared := newRoot()
	greeting := startServer(t, "healthy-greeting").Addr().String()
	closed := nobodyListens(t)

	const vus, rounds = 4, 25
	all := make([]*testVU, vus)
	var running sync.WaitGroup
	for i := range all {
		vu := newTestVU(t, shared).start().with("address", greeting).with("closed", closed)
		all[i] = vu
		running.Go(func() {
			vu.VU.State().VUID = 1
			_, err := vu.RunOnEventLoop(`
				const good = ` + greetedClient + `;
				const lb = ` + rstChecker + `;
				address = closed;
				const bad = ` + greetedClient + `;
				for (let i = 0; i < 25; i++) {
					good.run({ phase: "storm" });
					lb.run({ phase: "storm" });
					if (i % 5 === 0) bad.run({ phase: "storm" });
				}
			`)
			assert.NoError(t, err)
		})
	}
	running.Wait()

	sinks := map[string]metrics.Sink{}
	for _, vu := range all {
		for name, samples := range vu.samples() {
			for _, sample := range samples {
				if sinks[name] == nil {
					sinks[name] = metrics.NewSink(sample.Metric.Type)
				}
				sinks[name].Add(sample)
			}
		}
	}
	recorded := shared.recorder().Recording(shared.clock.Now(), recorder.Options{})
	storm, lb := recorded.Clients["storm"], recorded.Checks["lb"]["storm"]

	assert.EqualValues(t, vus*(rounds+rounds/5), storm.Attempts)
	assert.EqualValues(t, storm.Attempts, sinks["hc_client_attempts"].(*metrics.CounterSink).Value)
	accepted := sinks["hc_client_accepted"].(*metrics.RateSink)
	assert.Equal(t, [2]int64{storm.Accepted, storm.Attempts}, [2]int64{accepted.Trues, accepted.Total})
	assert.EqualValues(t, vus*rounds, storm.Accepted)
	assert.Equal(t, map[string]int64{"refused": vus * rounds / 5}, storm.Causes)
	assert.Equal(t, sinks["hc_client_outage"].(*metrics.TrendSink).Max(), storm.LongestOutageMs)
	for name, found := range map[string]recorder.Stats{"hc_client_connect": storm.ConnectMs, "hc_client_first_byte": storm.FirstByteMs} {
		sink := sinks[name].(*metrics.TrendSink)
		assert.EqualValues(t, sink.Count(), found.Count, name)
		assert.Equal(t, []float64{sink.Min(), sink.P(0.5), sink.P(0.9), sink.P(0.95), sink.P(0.99), sink.Max()},
			[]float64{found.Min, found.P50, found.P90, found.P95, found.P99, found.Max}, name)
		assert.InEpsilon(t, sink.Avg(), found.Avg, 1e-9, name)
	}

	assert.EqualValues(t, vus*rounds, lb.Sent)
	assert.EqualValues(t, lb.Sent, sinks["hc_checks"].(*metrics.CounterSink).Value)
	verified := sinks["hc_check_verified"].(*metrics.RateSink)
	assert.Equal(t, [2]int64{lb.Verified, lb.Completed}, [2]int64{verified.Trues, verified.Total})
	assert.EqualValues(t, vus*rounds, lb.Ended.RST)
	assert.EqualValues(t, vus*rounds, lb.CloseGapUs.Count)
	assert.Positive(t, lb.CloseGapUs.P50)

	var attempts, acceptedInTime, checks int64
	for _, second := range recorded.Timeline {
		attempts += second.Attempts
		acceptedInTime += second.Accepted
		checks += second.Checks
	}
	assert.Equal(t, [3]int64{storm.Attempts, storm.Accepted, lb.Sent}, [3]int64{attempts, acceptedInTime, checks})
}
