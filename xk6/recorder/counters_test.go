package recorder

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/probe-storm/probe-storm/xk6/clock"
	"github.com/probe-storm/probe-storm/xk6/counters"
)

func TestSeriesAndSamplesOfCountersAreBounded(t *testing.T) {
	r := New(clock.Start())
	page := func(value int) (page []counters.Counter) {
		for i := range mostSeries + 7 {
			page = append(page, counters.Counter{Name: fmt.Sprintf("c%05d", i), Value: float64(value)})
		}
		return page
	}
	const looks = 200
	for look := range looks {
		phase := []string{"baseline", "storm"}[2*look/looks]
		assert.Equal(t, mostSeries, r.CounterSamples(time.Duration(look)*time.Second, phase, page(look)))
	}

	recorded := r.Recording(0, Options{})
	assert.Equal(t, map[string]int64{"counters": 7}, recorded.Dropped)
	assert.LessOrEqual(t, len(recorded.Counters), mostEntries)
	assert.Equal(t, CounterSample{T: 0, Phase: "baseline", Name: "c00000", Value: 0}, recorded.Counters[0])
	last := recorded.Counters[len(recorded.Counters)-mostSeries]
	assert.Equal(t, CounterSample{T: 1000 * (looks - 1), Phase: "storm", Name: "c00000", Value: looks - 1}, last)
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
