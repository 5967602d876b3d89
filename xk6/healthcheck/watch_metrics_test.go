package healthcheck

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/probe-storm/probe-storm/xk6/counters"
)

func TestCountersAreRecordedWhereTheyHaveChanged(t *testing.T) {
	vu := newTestVU(t, newRoot()).start()

	assert.Equal(t, `{"series":2,"reason":""}`, vu.run(`
		const page = (a, b) => "# TYPE a counter\na " + a + "\n# TYPE b counter\nb " + b + "\n# TYPE g gauge\ng 1\n";
		const look = (text, phase) => JSON.stringify(hc.watchMetrics(text, { phase }));
		look(page(1, 10), "baseline")`).String())
	vu.run(`look(page(1, 10), "baseline"); look(page(3, 10), "storm")`)

	assert.JSONEq(t, `[
		{"phase":"baseline","checks":0,"attempts":0,"name":"a","value":1},
		{"phase":"baseline","checks":0,"attempts":0,"name":"b","value":10},
		{"phase":"storm","checks":0,"attempts":0,"name":"a","value":3}
	]`, vu.run(`JSON.stringify(hc.recording().counters.map(({ t, ...rest }) => rest))`).String())
}

func TestAPageOfMetricsThatCannotBeReadSaysWhy(t *testing.T) {
	vu := newTestVU(t, newRoot()).start()

	vu.run(`const found = hc.watchMetrics("<html>", { phase: "storm" })`)

	assert.Equal(t, "0 true", vu.run(`[found.series, found.reason.startsWith("text format parsing error")].join(" ")`).String())
	assert.True(t, vu.run(`
		hc.recording().counters.length === 0 && hc.recording().countersUnavailable === found.reason
	`).ToBoolean())
}

func TestSeriesAndSamplesOfCountersAreBounded(t *testing.T) {
	r := newRecorder(startClock())
	page := func(value int) (page []counters.Counter) {
		for i := range mostSeries + 7 {
			page = append(page, counters.Counter{Name: fmt.Sprintf("c%05d", i), Value: float64(value)})
		}
		return page
	}
	const looks = 200
	for look := range looks {
		phase := []string{"baseline", "storm"}[2*look/looks]
		assert.Equal(t, mostSeries, r.counterSamples(time.Duration(look)*time.Second, phase, page(look)))
	}

	recorded := r.recording(0, recordingOptions{})
	assert.Equal(t, map[string]int64{"counters": 7}, recorded.Dropped)
	assert.LessOrEqual(t, len(recorded.Counters), mostEntries)
	assert.Equal(t, counterSample{T: 0, Phase: "baseline", Name: "c00000", Value: 0}, recorded.Counters[0])
	last := recorded.Counters[len(recorded.Counters)-mostSeries]
	assert.Equal(t, counterSample{T: 1000 * (looks - 1), Phase: "storm", Name: "c00000", Value: looks - 1}, last)
	endOfBaseline := 0.0
	for _, sample := range recorded.Counters {
		if sample.Phase == "baseline" && sample.Name == "c01000" {
			endOfBaseline = sample.Value
		}
	}
	assert.EqualValues(t, looks/2-1, endOfBaseline, "the last look of a phase stays")
}

func TestThinningKeepsWhatHasChangedInTheEarlierOfTwoLooks(t *testing.T) {
	one := counterLook{t: 1, phase: "storm", changed: []counterValue{{0, 1}, {1, 1}}}
	two := counterLook{t: 2, phase: "storm", changed: []counterValue{{1, 2}, {2, 2}}}

	assert.Equal(t, counterLook{t: 2, phase: "storm", changed: []counterValue{{1, 2}, {2, 2}, {0, 1}}}, merged(one, two))
}
