//go:build !linux

package exchange

import (
	"context"
	"time"
)

// sleepUntil is as fine as Go's timers are here.
func sleepUntil(ctx context.Context, until time.Time) error { return doze(ctx, time.Until(until)) }
