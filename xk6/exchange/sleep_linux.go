package exchange

import (
	"context"
	"sync/atomic"
	"time"

	"golang.org/x/sys/unix"
)

const (
	// coarse: Go's timers wake up to a millisecond late, so they end this early.
	coarse = 2 * time.Millisecond
	// slack: the kernel may wake a thread this much late (PR_SET_TIMERSLACK's default), so the sleep ends this early.
	slack = 50 * time.Microsecond
	// mostSleepers limits the OS threads that sleep out their last two milliseconds; beyond it waits are as coarse as Go's timers.
	mostSleepers = 64
)

var sleepers atomic.Int32

// sleepUntil sleeps to a few microseconds; it ends within 3 ms once ctx does.
func sleepUntil(ctx context.Context, until time.Time) error {
	if d := time.Until(until) - coarse; d > 0 {
		if err := doze(ctx, d); err != nil {
			return err
		}
	}
	if sleepers.Add(1) <= mostSleepers {
		for d := time.Until(until) - slack; d > 0; d = time.Until(until) - slack { // signals interrupt it
			span := unix.NsecToTimespec(int64(d))
			_ = unix.ClockNanosleep(unix.CLOCK_MONOTONIC, 0, &span, nil)
		}
	} else {
		time.Sleep(time.Until(until))
	}
	sleepers.Add(-1)
	for time.Now().Before(until) { // not more than the slack
	}
	if ctx.Err() != nil {
		return errCancelled
	}
	return nil
}
