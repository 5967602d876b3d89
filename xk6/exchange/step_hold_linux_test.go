package exchange_test

import (
	"runtime/pprof"
	"testing"
	"time"

	"github.com/probe-storm/probe-storm/xk6/exchange"
)

func TestHoldLastsItsTimeAndIsNotCountedInTheTimeout(t *testing.T) {
	service := listen(t, "127.0.0.1", 8)
	steps := append([]exchange.Step{{Kind: "hold", Ms: ptr(120.0)}}, expecting(text("late"))...)
	check := service.meets(exchange.Spec{
		TimeoutMs: 5000, Steps: steps, Ending: ending("rst"),
		Prove: &exchange.Proof{HeldMinMs: ptr(120.0), CloseGapMinMs: ptr(120.0)},
	})
	peer := service.accept()
	defer peer.close()
	peer.writes("late") // wakes the hold, which goes on
	result := check.result()
	equal(t, "error", result.Error, "")
	equal(t, "unproven", result.Unproven, "")
	if result.StepTimes[0] < 120*time.Millisecond {
		t.Errorf("held for %v", result.StepTimes[0])
	}
}

func TestTheTimeoutDoesNotRunDuringAHold(t *testing.T) {
	service := listen(t, "127.0.0.1", 8)
	check := service.meets(exchange.Spec{TimeoutMs: 1000, Steps: []exchange.Step{{Kind: "hold", Ms: ptr(1001.0)}, {Kind: "wait", Ms: ptr(0.1)}}})
	peer := service.accept()
	defer peer.close()
	equal(t, "error", check.result().Error, "")
}

func TestHoldUntil(t *testing.T) {
	service := listen(t, "127.0.0.1", 8)
	options := service.options()
	options.HoldUntil = time.Now().Add(50 * time.Millisecond)
	check := service.meetsWith(exchange.Spec{Steps: []exchange.Step{{Kind: "hold"}}}, options)
	peer := service.accept()
	defer peer.close()
	result := check.result()
	equal(t, "outcome", result.Outcome, exchange.OK)
	if time.Now().Before(options.HoldUntil) {
		t.Error("ended early")
	}
}

func TestHoldNoticesThePeersEndBehindUnreadBytes(t *testing.T) {
	for name, end := range map[string]func(*accepted){"fin": (*accepted).shutsDown, "rst": (*accepted).resets} {
		service := listen(t, "127.0.0.1", 8)
		check := service.meets(exchange.Spec{
			Steps: []exchange.Step{{Kind: "hold"}},
			Prove: &exchange.Proof{HeldMinMs: ptr(60_000.0)},
		})
		peer := service.accept()
		peer.writes("unread")
		end(peer)
		result := check.result()
		equal(t, "outcome", result.Outcome, exchange.OK)
		equal(t, "peer ended", result.PeerEnded, name)
		equal(t, "bytes read", result.BytesReceived, 0)
		contains(t, "unproven", result.Unproven, "less than 60000 ms")
		equal(t, "it hung up", result.HungUp > 0, true)
	}
}

// What was held counts, whoever ended it: for long enough it was a silent connection like any other.
func TestAHoldThatThePeerEndsCountsForAsLongAsItLasted(t *testing.T) {
	for name, end := range map[string]func(*accepted){"fin": (*accepted).shutsDown, "rst": (*accepted).resets} {
		t.Run(name, func(t *testing.T) {
			const least = 60 * time.Millisecond
			service := listen(t, "127.0.0.1", 8)
			withMore(t, func(ms float64) bool { // from when this side sees the connection
				check := service.meets(exchange.Spec{
					Steps: []exchange.Step{{Kind: "hold", Ms: ptr(hour)}},
					Prove: &exchange.Proof{HeldMinMs: ptr(60.0), Ended: "fin"},
				})
				peer := service.accept()
				time.Sleep(time.Duration(ms) * time.Millisecond)
				end(peer)
				result := check.result()
				if name == "fin" {
					peer.close()
				}
				equal(t, "outcome", result.Outcome, exchange.OK)
				if result.Held < least {
					return false
				}
				equal(t, "unproven", result.Unproven, "")
				if result.HungUp < least {
					t.Errorf("held for %v, the peer hung up after %v", result.Held, result.HungUp)
				}
				return true
			})
		})
	}
}

func TestAHoldThatLastsItsTimeWasNotHungUpOn(t *testing.T) {
	service := listen(t, "127.0.0.1", 8)
	check := service.meets(exchange.Spec{Steps: []exchange.Step{{Kind: "hold", Ms: ptr(30.0)}}})
	peer := service.accept()
	defer peer.close()
	result := check.result()
	equal(t, "hung up after", result.HungUp, 0)
	if result.Held < 30*time.Millisecond {
		t.Errorf("held for %v", result.Held)
	}
}

// Descriptors are the limit here, not threads: a held connection costs a goroutine on the poller.
func TestHeldConnectionsCostNoThreads(t *testing.T) {
	const many = 300
	service := listen(t, "127.0.0.1", many)
	threads := pprof.Lookup("threadcreate").Count
	before := threads()
	checks := make([]*running, many)
	for i := range checks {
		checks[i] = service.meets(exchange.Spec{Steps: []exchange.Step{{Kind: "hold"}}, Ending: ending("rst")})
	}
	peers := make([]*accepted, many)
	for i := range peers {
		peers[i] = service.accept()
	}
	grown := threads() - before
	for _, peer := range peers {
		peer.close()
	}
	for _, check := range checks {
		equal(t, "outcome", check.result().Outcome, exchange.OK)
	}
	if grown > many/2 { // a few more are made where a busy machine interrupts system calls
		t.Errorf("%d threads for %d held connections", grown, many)
	}
}
