package recorder

import (
	"time"

	"github.com/probe-storm/probe-storm/xk6/clock"
	"github.com/probe-storm/probe-storm/xk6/counters"
)

// CounterSample is CounterSample of runtime.d.ts.
type CounterSample struct {
	T        float64 `json:"t"`
	Phase    string  `json:"phase"`
	Checks   int64   `json:"checks"`
	Attempts int64   `json:"attempts"`
	Name     string  `json:"name"`
	Value    float64 `json:"value"`
}

// mostSeries is more than a service needs to count its clients and checks.
const mostSeries = 2000

// counterLog keeps a value of a series only where it is another one than before: most counters of a service stand still.
type counterLog struct {
	names  []string // by number, in the order in which they were first seen
	series map[string]*counterSeries
	looks  []counterLook
	values int // in all looks
	unread string
	// unknown are the series beyond mostSeries, at the look that had the most of them.
	unknown int
}

type counterSeries struct {
	number int
	value  float64
}

type counterLook struct {
	t                float64
	phase            string
	checks, attempts int64
	changed          []counterValue // by number of the series
}

type counterValue struct {
	number int
	value  float64
}

// CountersUnread keeps why a page of counters could not be read.
func (r *Recorder) CountersUnread(reason string) {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	r.counters.unread = reason
}

// CounterSamples returns how many series are followed of those found.
func (r *Recorder) CounterSamples(at time.Duration, phase string, found []counters.Counter) int {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	look := counterLook{t: clock.Milliseconds(at), phase: phase, checks: r.checksBegun.Load(), attempts: r.attemptsBegun()}
	return r.counters.add(look, found)
}

func (c *counterLog) add(look counterLook, found []counters.Counter) (followed int) {
	if c.series == nil {
		c.series = map[string]*counterSeries{}
	}
	unknown, last := 0, ""
	for i, counter := range found {
		if i > 0 && counter.Name == last {
			unknown++ // names that differ only beyond where they are cut
			continue
		}
		last = counter.Name
		series, known := c.series[counter.Name]
		switch {
		case !known && len(c.names) == mostSeries:
			unknown++
			continue
		case !known:
			series = &counterSeries{number: len(c.names)}
			c.series[counter.Name] = series
			c.names = append(c.names, counter.Name)
		}
		followed++
		if !known || series.value != counter.Value {
			series.value = counter.Value
			look.changed = append(look.changed, counterValue{series.number, counter.Value})
		}
	}
	c.unknown = max(c.unknown, unknown)
	c.looks = append(c.looks, look)
	c.values += len(look.changed)
	if c.values > mostEntries || len(c.looks) > mostEntries {
		c.thin(func(one, next counterLook) bool { return one.phase == next.phase })
	}
	if c.values > mostEntries || len(c.looks) > mostEntries {
		c.thin(func(_, _ counterLook) bool { return true })
	}
	return followed
}

// thin makes one look of each two that may be one, at the time of the later one: those of a phase, and all only where phases change
// at every look. The first look stays: it has what was there before.
func (c *counterLog) thin(mayBeOne func(one, next counterLook) bool) {
	thinned := c.looks[:1]
	rest := c.looks[1:]
	c.values = len(thinned[0].changed)
	for len(rest) > 0 {
		look := rest[0]
		rest = rest[1:]
		if len(rest) > 0 && mayBeOne(look, rest[0]) {
			look = merged(look, rest[0])
			rest = rest[1:]
		}
		thinned = append(thinned, look)
		c.values += len(look.changed)
	}
	c.looks = thinned
}

func merged(earlier, later counterLook) counterLook {
	newer := make(map[int]bool, len(later.changed))
	for _, v := range later.changed {
		newer[v.number] = true
	}
	for _, v := range earlier.changed {
		if !newer[v.number] {
			later.changed = append(later.changed, v)
		}
	}
	return later
}

func (c *counterLog) record() []CounterSample {
	record := make([]CounterSample, 0, c.values)
	for _, look := range c.looks {
		for _, v := range look.changed {
			record = append(record, CounterSample{
				T: look.t, Phase: look.phase, Checks: look.checks, Attempts: look.attempts, Name: c.names[v.number], Value: v.value,
			})
		}
	}
	return record
}

func (c *counterLog) unavailable() string {
	if len(c.looks) > 0 {
		return ""
	}
	return c.unread
}
