//go:build !linux

package flawed

import (
	"context"
	"time"
)

func pause(ctx context.Context, d time.Duration) { roughPause(ctx, d) }

func backlogInForce(_, asked int) int { return asked }
