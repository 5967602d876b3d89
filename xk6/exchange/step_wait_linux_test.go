package exchange_test

import (
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"github.com/probe-storm/probe-storm/xk6/exchange"
)

func TestWaitLastsAtLeastItsTime(t *testing.T) {
	for _, length := range []float64{0.1, 0.7, 3, 25} {
		service := listen(t, "127.0.0.1", 8)
		result := service.meets(exchange.Spec{
			Steps: []exchange.Step{{Kind: "wait", Ms: &length}}, Prove: &exchange.Proof{CloseGapMinMs: &length},
		}).result()
		equal(t, "unproven", result.Unproven, "")
		if least := time.Duration(length * float64(time.Millisecond)); result.StepTimes[0] < least {
			t.Errorf("waited %v, want at least %v", result.StepTimes[0], least)
		}
	}
}

// Go's own timers would be a millisecond late. How fine a wait can be on this machine, just now, the kernel's own sleep tells.
func TestWaitIsFine(t *testing.T) {
	service := listen(t, "127.0.0.1", 8)
	service.acceptAndClose()
	e := parsed(t, service, exchange.Spec{Steps: []exchange.Step{{Kind: "wait", Ms: ptr(0.1)}}, Ending: ending("rst")})
	early, possible := 0, 0
	for tries := 0; possible < 60; tries++ {
		if tries == 2000 {
			t.Skip("this machine is too busy: few sleeps of 0.1 ms were over within 1 ms")
		}
		began := time.Now()
		_ = unix.Nanosleep(&unix.Timespec{Nsec: 100_000}, nil)
		calm := time.Since(began) < time.Millisecond
		r := e.Run(t.Context(), service.options())
		began = time.Now()
		_ = unix.Nanosleep(&unix.Timespec{Nsec: 100_000}, nil)
		if !calm || time.Since(began) >= time.Millisecond {
			continue
		}
		possible++
		if r.StepTimes[0] < time.Millisecond {
			early++
		}
	}
	if early < possible/2 {
		t.Errorf("only %d of %d waits of 0.1 ms were over within 1 ms, all of them between two sleeps that were", early, possible)
	}
}

func TestWaitLeavesWhatArrivesUnread(t *testing.T) {
	service := listen(t, "127.0.0.1", 8)
	check := service.meets(exchange.Spec{
		Steps: append(peeking(expecting(anything())), exchange.Step{Kind: "wait", Ms: ptr(1.0)}),
		Prove: &exchange.Proof{UnreadMin: ptr(5), ReceivedMin: ptr(5), Ended: "rst"},
	})
	peer := service.accept()
	defer peer.close()
	peer.writes("hello")
	equal(t, "unproven", check.result().Unproven, "")
}
