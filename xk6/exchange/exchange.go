package exchange

import (
	"cmp"
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
	// Source is the local address to bind; the zero value falls back to the spec's, then to the system's choice.
	Source netip.Addr
	// Spent is what was already used up of the time for the handshake, on finding the target.
	Spent time.Duration
	// HoldUntil ends a hold without length of its own; the zero value lets it last until ctx ends or the peer does.
	HoldUntil time.Time
}

// Exchange is a parsed Spec. It holds no state of a run: one Exchange may run many times, one after the other or side by side.
type Exchange struct {
	Spec Spec

	halfOpen       bool
	noDelay        bool // a step writes, and its segments leave at once
	source         netip.Addr
	timeout        time.Duration
	connectTimeout time.Duration // of the handshake alone; 0: it has the timeout
	steps          []step
	ending         ending
	failedEnding   ending // where a step has failed
	closeNotify    bool   // inside TLS it goes ahead of the ending

	failedCloseNotify bool
}

// HandshakeLimit is the time that there is for the handshake, and for finding the target ahead of it.
func (e *Exchange) HandshakeLimit() time.Duration { return cmp.Or(e.connectTimeout, e.timeout) }

// Run does one conversation and returns when its socket is closed; within 50 ms once ctx ends. It does not block an OS
// thread while it waits for the peer.
func (e *Exchange) Run(ctx context.Context, options RunOptions) *Result {
	if !options.Source.IsValid() {
		options.Source = e.source
	}
	now := time.Now()
	c := &conversation{
		exchange: e,
		options:  options,
		ctx:      ctx,
		result:   Result{Started: now, FailedStep: -1},
		deadline: now.Add(e.timeout - options.Spent),
	}
	c.run()
	c.result.Total = time.Since(now)
	return &c.result
}
