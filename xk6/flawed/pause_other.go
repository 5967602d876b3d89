//go:build !linux

package flawed

import (
	"context"
	"time"
)

func pause(ctx context.Context, d time.Duration) { roughPause(ctx, d) }
