package exchange

import (
	"context"
	"time"
)

// doze sleeps with the granularity of Go's timers, about a millisecond.
func doze(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return errCancelled
	}
}
