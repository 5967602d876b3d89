package exchange_test

import (
	"context"
	"sync/atomic"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"github.com/probe-storm/probe-storm/xk6/exchange"
)

const hour = 3_600_000.0

// Each step is under way, and would be for an hour, when the iteration is cancelled.
func TestCancellation(t *testing.T) {
	underWay := exchange.Step{Kind: "send", Hex: hexOf("go")}
	for title, test := range map[string]struct {
		step   exchange.Step
		ending string
		sees   string
	}{
		"wait":       {exchange.Step{Kind: "wait", Ms: ptr(hour / 2)}, "fin", "EOF"},
		"expect":     {exchange.Step{Kind: "expect", Match: anything()}, "fin", "EOF"},
		"peek":       {exchange.Step{Kind: "expect", Match: anything(), Peek: true}, "rst", "ECONNRESET"},
		"not":        {exchange.Step{Kind: "expect", Match: text("no"), Not: true}, "fin", "EOF"},
		"hold":       {exchange.Step{Kind: "hold"}, "rst", "ECONNRESET"},
		"hold ms":    {exchange.Step{Kind: "hold", Ms: ptr(hour)}, "fin", "EOF"},
		"tls":        {exchange.Step{Kind: "tls"}, "rst", "ECONNRESET"},
		"send":       {exchange.Step{Kind: "send", Hex: hexOf(string(make([]byte, 12<<20)))}, "rst", "ECONNRESET"},
		"half-close": {exchange.Step{Kind: "hold"}, "half-close", "EOF"},
	} {
		t.Run(title, func(t *testing.T) {
			service := listen(t, "127.0.0.1", 8)
			check := service.meets(exchange.Spec{
				TimeoutMs: hour, Steps: []exchange.Step{underWay, test.step},
				Ending: &exchange.Ending{Kind: test.ending, WithinMs: hour},
				Prove:  &exchange.Proof{SentMin: ptr(1)},
			})
			peer := service.accept()
			defer peer.close()
			peer.reads("go")
			check.cancel()
			result := check.result()
			equal(t, "outcome", result.Outcome, exchange.Cancelled)
			equal(t, "cause", result.Cause, exchange.NoCause)
			equal(t, "error", result.Error, "")
			equal(t, "failed step", result.FailedStep, -1)
			equal(t, "verified", result.Verified, false)
			_, end := peer.sees()
			equal(t, "the service saw", end, test.sees)
		})
	}
}

// queueFull is a service whose kernel answers no SYN.
func queueFull(t *testing.T) *service {
	service := listen(t, "127.0.0.1", 0)
	service.connects()
	return service
}

func TestCancellationWhileConnecting(t *testing.T) {
	service := queueFull(t)
	check := service.meets(exchange.Spec{TimeoutMs: hour})
	eventually(t, "the SYN had left", func() bool { return len(clientsInState(t, service, "02")) == 1 })
	check.cancel()
	result := check.result()
	equal(t, "outcome", result.Outcome, exchange.Cancelled)
	equal(t, "stage", result.Stage, "")
	eventually(t, "the socket was closed", func() bool { return len(clientsInState(t, service, "02")) == 0 })
}

func TestCancelledBeforeItBegan(t *testing.T) {
	service := listen(t, "127.0.0.1", 8)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	result := parsed(t, service, exchange.Spec{}).Run(ctx, service.options())
	equal(t, "outcome", result.Outcome, exchange.Cancelled)
	_, marker := service.connects()
	peer := service.accept()
	defer peer.close()
	equal(t, "first in the queue", peer.port, marker)
}

// Half-closing, the drain would go on for an hour.
func TestCancellationWhileDraining(t *testing.T) {
	service := listen(t, "127.0.0.1", 8)
	check := service.meets(exchange.Spec{TimeoutMs: hour, Ending: &exchange.Ending{Kind: "half-close", WithinMs: hour}})
	peer := service.accept()
	defer peer.close()
	_, end := peer.sees()
	equal(t, "the service saw", end, "EOF")
	check.cancel()
	equal(t, "outcome", check.result().Outcome, exchange.OK)
}

// A peer that never stops sending never lets the drain wait: after a cancellation it goes on for a mebibyte, and no more.
func TestCancellationWhileThePeerPours(t *testing.T) {
	const most, buffer = 1 << 20, 4 << 10
	service := listen(t, "127.0.0.1", 8)
	check := service.meets(exchange.Spec{
		TimeoutMs: hour, Steps: []exchange.Step{{Kind: "hold"}},
		Ending: &exchange.Ending{Kind: "half-close", WithinMs: hour},
	})
	peer := service.accept()
	defer peer.close()
	poured := make(chan struct{})
	go func() {
		defer close(poured)
		pour(peer)
	}()
	eventually(t, "the buffers were full", func() bool { return windowFull(t, peer) })
	check.cancel()
	if came := check.result().BytesReceived; came >= most+buffer {
		t.Errorf("%d bytes were drained after the cancellation", came)
	}
	<-poured
}

// windowFull tells whether the other side takes no more: the kernel has been limited by its receive window.
func windowFull(t *testing.T, peer *accepted) bool {
	info, err := unix.GetsockoptTCPInfo(peer.fd, unix.IPPROTO_TCP, unix.TCP_INFO)
	must(t, err)
	return info.Rwnd_limited > 0 && info.Notsent_bytes > 0
}

// cancelledAt is cancelled at the n-th look at it.
type cancelledAt struct {
	context.Context
	cancel context.CancelFunc
	looks  *atomic.Int64
}

func (c cancelledAt) Err() error {
	if c.looks.Add(-1) < 0 {
		c.cancel()
	}
	return c.Context.Err()
}

// Every step and ending there is, cancelled between any two of them: it ends, nothing is left open, and whatever had been said is
// followed by an end that the service sees.
func TestCancellationBetweenSteps(t *testing.T) {
	steps := []exchange.Step{
		{Kind: "proxy", Version: 2, Command: "proxy"},
		{Kind: "wait", Ms: ptr(0.2)},
		{Kind: "send", Hex: hexOf("go")},
		{Kind: "expect", Match: anything(), Peek: true},
		{Kind: "expect", Match: text("went")},
		{Kind: "hold", Ms: ptr(1.0)},
		{Kind: "tls-hello"},
	}
	for _, kind := range []string{"rst", "fin", "drain-fin", "drain-rst", "half-close"} {
		t.Run(kind, func(t *testing.T) {
			service := listen(t, "127.0.0.1", 64)
			e := parsed(t, service, exchange.Spec{Steps: steps, Ending: &exchange.Ending{Kind: kind}, TimeoutMs: hour})
			run := func(looks int64) *exchange.Result {
				var left atomic.Int64
				left.Store(looks)
				ctx, cancel := context.WithCancel(t.Context())
				defer cancel()
				done := make(chan *exchange.Result, 1)
				go func() { done <- e.Run(cancelledAt{ctx, cancel, &left}, service.options()) }()
				if looks > 0 { // before the first one no packet leaves
					peer := service.accept()
					_, _ = unix.Write(peer.fd, []byte("went")) // it may be over already
					if _, end := peer.sees(); end != "EOF" && end != "ECONNRESET" {
						t.Errorf("cancelled at look %d, the service saw %s", looks, end)
					}
					peer.close()
				}
				return <-done
			}
			const all = 1 << 20
			equal(t, "outcome", run(all).Outcome, exchange.OK) // and opens the poller
			before := descriptors(t)
			cancelled := int64(0)
			for result := run(0); result.Outcome == exchange.Cancelled; result = run(cancelled) {
				equal(t, "error", result.Error, "")
				cancelled++
			}
			equal(t, "open descriptors", descriptors(t), before)
			if cancelled <= int64(len(steps)) {
				t.Errorf("cancelled at %d moments, fewer than there are steps", cancelled)
			}
		})
	}
}

// silentFirst gives a queue the time to fill before the FIN.
var silentFirst = []exchange.Step{{Kind: "wait", Ms: ptr(400.0)}}

// Nobody acknowledges the FIN: lingering would take an hour.
func TestCancellationWhileLingering(t *testing.T) {
	check := unheard(t, 400*time.Millisecond, exchange.Spec{Steps: silentFirst, Ending: lingering(3600)})
	eventually(t, "the FIN had left", func() bool { return len(clientsInState(t, check.service, "04")) == 1 })
	check.cancel()
	result := check.result()
	equal(t, "outcome", result.Outcome, exchange.OK)
	equal(t, "ended", result.Ended, "fin")
}

func TestLingeringEndsByItself(t *testing.T) {
	result := unheard(t, 400*time.Millisecond, exchange.Spec{Steps: silentFirst, Ending: lingering(1)}).result()
	equal(t, "outcome", result.Outcome, exchange.OK)
	if lingered := result.Total - result.CloseGap; lingered < time.Second {
		t.Errorf("lingered for %v although nobody acknowledged the FIN", lingered)
	}
}

func TestNoDescriptorIsLeft(t *testing.T) {
	service := listen(t, "127.0.0.1", 64)
	full := queueFull(t)
	parsed(t, service, exchange.Spec{Steps: expecting(anything()), TimeoutMs: 5}).Run(t.Context(), service.options()) // starts the poller
	service.accept().close()
	before := descriptors(t)
	for _, kind := range []string{"rst", "fin", "drain-fin", "drain-rst", "half-close"} {
		for _, steps := range [][]exchange.Step{nil, expecting(anything()), {{Kind: "hold", Ms: ptr(1.0)}}} {
			service.meets(exchange.Spec{Steps: steps, Ending: ending(kind), TimeoutMs: 150}).result()
			service.accept().close()
		}
		full.meets(exchange.Spec{Ending: ending(kind), TimeoutMs: 150}).result()
		check := full.meets(exchange.Spec{Ending: ending(kind)})
		check.cancel()
		check.result()
	}
	equal(t, "open descriptors", descriptors(t), before)
}
