package healthcheck

import "time"

// clock is the module's own: durations since the process loaded it, on the monotonic clock.
type clock struct {
	zero time.Time
}

func startClock() clock {
	return clock{zero: time.Now()}
}

func (c clock) now() time.Duration {
	return time.Since(c.zero)
}

// at is where t lies on this clock.
func (c clock) at(t time.Time) time.Duration {
	return t.Sub(c.zero)
}

// time is the moment that lies at d; it keeps the monotonic reading.
func (c clock) time(d time.Duration) time.Time {
	return c.zero.Add(d)
}

// milliseconds keeps the fractions that time.Duration.Milliseconds drops.
func milliseconds(d time.Duration) float64 {
	return float64(d) / float64(time.Millisecond)
}

func fromMilliseconds(ms float64) time.Duration {
	return time.Duration(ms * float64(time.Millisecond))
}
