package recorder

import (
	"math"
	"slices"
	"time"

	"github.com/HdrHistogram/hdrhistogram-go"
)

// Stats is Stats of runtime.d.ts.
type Stats struct {
	Count int64   `json:"count"`
	Min   float64 `json:"min"`
	Avg   float64 `json:"avg"`
	P50   float64 `json:"p50"`
	P90   float64 `json:"p90"`
	P95   float64 `json:"p95"`
	P99   float64 `json:"p99"`
	Max   float64 `json:"max"`
}

// exactStats sorts the values.
func exactStats(values []float64) Stats {
	if len(values) == 0 {
		return Stats{}
	}
	// Summed up in order of arrival, as k6 does.
	sum := 0.0
	for _, value := range values {
		sum += value
	}
	slices.Sort(values)
	return Stats{
		Count: int64(len(values)),
		Min:   values[0],
		Avg:   sum / float64(len(values)),
		P50:   quantile(values, 0.50),
		P90:   quantile(values, 0.90),
		P95:   quantile(values, 0.95),
		P99:   quantile(values, 0.99),
		Max:   values[len(values)-1],
	}
}

// quantile of sorted values, with linear interpolation between the two nearest ranks: the way of k6's Trend, so that a
// threshold and the recorder never disagree.
func quantile(sorted []float64, q float64) float64 {
	rank := q * (float64(len(sorted)) - 1)
	below := math.Floor(rank)
	low, high := sorted[int(below)], sorted[int(math.Ceil(rank))]
	return low + (high-low)*(rank-below)
}

const (
	finest   = 100 * time.Nanosecond
	longest  = time.Hour
	accuracy = 2 // significant decimal digits
)

// distribution is for durations of which there are too many to keep: quantiles within 1 %, all else exact. Its histogram
// takes some 30 KB and comes with the first value: there are two for each checker and phase.
type distribution struct {
	histogram *hdrhistogram.Histogram
	count     int64
	sum       float64 // nanoseconds
	min, max  time.Duration
}

func newDistribution() *distribution {
	return &distribution{}
}

func (d *distribution) add(value time.Duration) {
	if d.histogram == nil {
		d.histogram = hdrhistogram.New(int64(finest), int64(longest), accuracy)
		d.min = value
	}
	d.count++
	d.sum += float64(value)
	d.min = min(d.min, value)
	d.max = max(d.max, value)
	_ = d.histogram.RecordValue(int64(min(max(value, 0), longest))) // fails out of range only
}

// stats are in the given unit.
func (d *distribution) stats(unit time.Duration) Stats {
	if d.count == 0 {
		return Stats{}
	}
	in := func(value time.Duration) float64 { return float64(value) / float64(unit) }
	at := func(percent float64) float64 {
		// A histogram answers with the upper end of a bucket.
		return in(min(max(time.Duration(d.histogram.ValueAtPercentile(percent)), d.min), d.max))
	}
	return Stats{
		Count: d.count,
		Min:   in(d.min),
		Avg:   d.sum / float64(d.count) / float64(unit),
		P50:   at(50),
		P90:   at(90),
		P95:   at(95),
		P99:   at(99),
		Max:   in(d.max),
	}
}
