package exchange_test

import (
	"context"
	"net/netip"
	"testing"
	"time"

	"github.com/probe-storm/probe-storm/xk6/exchange"
	"golang.org/x/sys/unix"
)

var loopbacks = []string{"127.0.0.1", "::1"}

func TestHalfOpenIsNeverAccepted(t *testing.T) {
	for _, host := range loopbacks {
		t.Run(host, func(t *testing.T) {
			service := listen(t, host, 8)
			half := exchange.Spec{
				Handshake: "half-open",
				Ending:    ending("rst"),
				Prove:     &exchange.Proof{SegsOut: ptr(uint32(1)), Ended: "rst"},
			}
			result := service.meets(half).result()
			equal(t, "error", result.Error, "")
			if result.Total.Milliseconds() > 150 {
				t.Skip("this machine was stalled for longer than the kernel withholds an ACK")
			}
			equal(t, "unproven", result.Unproven, "")
			equal(t, "segments out", result.TCP.SegsOut, 1)
			// The queue is first in, first out: had the check been queued, it would come before this one.
			_, marker := service.connects()
			peer := service.accept()
			defer peer.close()
			equal(t, "first in the queue", peer.port, marker)
		})
	}
}

func TestRSTIsAcceptedAndQueuedInOrder(t *testing.T) {
	for _, host := range loopbacks {
		t.Run(host, func(t *testing.T) {
			service := listen(t, host, 8)
			result := service.meets(exchange.Spec{Ending: ending("rst"), Prove: &exchange.Proof{Ended: "rst"}}).result()
			equal(t, "verified", result.Verified, true)
			equal(t, "segments out", result.TCP.SegsOut, 2)
			_, marker := service.connects()
			first, second := service.accept(), service.accept()
			defer first.close()
			defer second.close()
			_, end := first.sees()
			equal(t, "the service saw", end, "ECONNRESET")
			equal(t, "second in the queue", second.port, marker)
		})
	}
}

func TestHalfOpenBecomesFullWhenTheKernelSendsTheACK(t *testing.T) {
	service := listen(t, "127.0.0.1", 8)
	check := service.meets(exchange.Spec{
		Handshake: "half-open",
		Steps:     []exchange.Step{{Kind: "wait", Ms: ptr(300.0)}},
		Ending:    ending("rst"),
		Prove:     &exchange.Proof{SegsOut: ptr(uint32(1))},
	})
	peer := service.accept()
	defer peer.close()
	_, end := peer.sees()
	equal(t, "the service saw", end, "ECONNRESET")
	result := check.result()
	equal(t, "verified", result.Verified, false)
	contains(t, "unproven", result.Unproven, "the final ACK had left (2 segments out)")
}

func TestHalfOpenDataRidesOnTheHandshakeACK(t *testing.T) {
	service := listen(t, "127.0.0.1", 8)
	check := service.meets(exchange.Spec{
		Handshake: "half-open",
		Steps:     []exchange.Step{{Kind: "send", Hex: hexOf("question")}},
		Ending:    ending("fin"),
	})
	peer := service.accept()
	defer peer.close()
	came, end := peer.sees()
	equal(t, "the service saw", came+" "+end, "question EOF")
	if result := check.result(); result.Total.Milliseconds() < 150 {
		equal(t, "segments out: SYN, data", result.TCP.SegsOut, 2)
	}
}

func TestSourceAddress(t *testing.T) {
	service := listen(t, "127.0.0.1", 8)
	e := parsed(t, service, exchange.Spec{Source: "127.0.0.9"})
	options := service.options()
	fromSpec := e.Run(context.Background(), options)
	options.Source = netip.MustParseAddr("127.0.0.8")
	fromOptions := e.Run(context.Background(), options)
	for want, result := range map[string]*exchange.Result{"127.0.0.9": fromSpec, "127.0.0.8": fromOptions} {
		fd, from, err := unix.Accept4(service.fd, unix.SOCK_CLOEXEC)
		must(t, err)
		_ = unix.Close(fd)
		source, err := netip.ParseAddrPort(result.Source)
		must(t, err)
		equal(t, "source", source.Addr().String(), want)
		if port(from) == source.Port() {
			equal(t, "the service saw", netip.AddrFrom4(from.(*unix.SockaddrInet4).Addr).String(), want)
		}
	}
}

func TestSourceTroubleIsOurOwn(t *testing.T) {
	service := listen(t, "127.0.0.1", 8)
	for source, errno := range map[string]string{"192.0.2.1": "EADDRNOTAVAIL", "::1": "EAFNOSUPPORT"} {
		result := service.meets(exchange.Spec{Source: source}).result()
		equal(t, "cause", result.Cause, exchange.Harness)
		equal(t, "errno", result.Errno, errno)
		equal(t, "stage", result.Stage, "connect")
		contains(t, "error", result.Error, "source "+source)
	}
}

// The handshake's time is over, and the SYN is not retransmitted any more.
func TestTheHandshakeHasATimeoutOfItsOwn(t *testing.T) {
	service := queueFull(t)
	result := service.meets(exchange.Spec{ConnectTimeoutMs: 50, TimeoutMs: hour}).result()
	equal(t, "outcome", result.Outcome, exchange.Failed)
	equal(t, "cause", result.Cause, exchange.SYNDropped)
	equal(t, "stage", result.Stage, "connect")
	equal(t, "connected", result.Connected, false)
	contains(t, "error", result.Error, "no answer to the handshake within 50 ms")
	equal(t, "sockets in SYN_SENT", len(clientsInState(t, service, "02")), 0)
}

// The first SYN is dropped, the next one leaves a second later.
func TestTheTimeoutBeginsBehindAHandshakeWithItsOwn(t *testing.T) {
	service := queueFull(t)
	check := service.meets(exchange.Spec{
		ConnectTimeoutMs: hour, TimeoutMs: 900, Steps: []exchange.Step{{Kind: "wait", Ms: ptr(0.1)}},
	})
	eventually(t, "the SYN had left", func() bool { return len(clientsInState(t, service, "02")) == 1 })
	service.accept().close()
	peer := service.accept()
	defer peer.close()
	result := check.result()
	equal(t, "error", result.Error, "")
	if result.ConnectTime < 900*time.Millisecond {
		t.Errorf("the handshake took %v: the queue was not full", result.ConnectTime)
	}
	_, end := peer.sees()
	equal(t, "the service saw", end, "EOF")
}
