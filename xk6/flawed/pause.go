package flawed

import (
	"context"
	"time"
)

// roughPause waits for d, or up to a millisecond or two longer, or until ctx ends.
func roughPause(ctx context.Context, d time.Duration) {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-ctx.Done():
	}
}
