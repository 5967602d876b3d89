// Package clock has the one clock that moments of a run are told on.
package clock

import "time"

// Clock counts from the moment at which the process loaded the module; a step of the wall clock does not move it.
type Clock struct {
	// Zero keeps the monotonic reading.
	Zero time.Time
}

// Start is a clock that begins now.
func Start() Clock {
	return Clock{Zero: time.Now()}
}

// Now is the time since Zero.
func (c Clock) Now() time.Duration {
	return time.Since(c.Zero)
}

// At is where t lies on this clock.
func (c Clock) At(t time.Time) time.Duration {
	return t.Sub(c.Zero)
}

// Time is the moment that lies at d; it keeps the monotonic reading.
func (c Clock) Time(d time.Duration) time.Time {
	return c.Zero.Add(d)
}

// Milliseconds keeps the fractions that time.Duration.Milliseconds drops.
func Milliseconds(d time.Duration) float64 {
	return float64(d) / float64(time.Millisecond)
}

// FromMilliseconds is the other way round.
func FromMilliseconds(ms float64) time.Duration {
	return time.Duration(ms * float64(time.Millisecond))
}
