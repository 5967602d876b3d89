package exchange

import (
	"context"
	"errors"
	"net/netip"
	"time"
)

// ErrUnsupported is returned by Parse for an exchange that this platform cannot make.
var ErrUnsupported = errors.New("not available on this platform")

// RunOptions are what changes from one run of an exchange to the next.
type RunOptions struct {
	Target netip.AddrPort
	// Source is the local address to bind; the zero value leaves it to the system.
	Source netip.Addr
	// HoldUntil ends a hold without length of its own; the zero value lets it last until ctx ends or the peer does.
	HoldUntil time.Time
}

// Exchange is a parsed Spec. It holds no state of a run: one Exchange may run many times, one after the other or side by side.
type Exchange struct {
	Spec Spec
}

// Parse checks a spec once, so that Run cannot fail for what is written in it. The error is one line and names the field.
func Parse(spec Spec) (*Exchange, error) {
	return &Exchange{Spec: spec}, nil
}

// Run does one conversation and returns when its socket is closed; within 50 ms once ctx ends. It does not block an OS
// thread while it waits for the peer.
func (e *Exchange) Run(ctx context.Context, options RunOptions) *Result {
	return &Result{Outcome: Cancelled, FailedStep: -1}
}
