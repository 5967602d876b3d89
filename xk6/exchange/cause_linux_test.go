package exchange_test

import (
	"testing"
	"time"

	"github.com/probe-storm/probe-storm/xk6/exchange"
	"golang.org/x/sys/unix"
)

func TestRefused(t *testing.T) {
	for _, host := range loopbacks {
		service := listen(t, host, 0)
		service.close()
		result := service.meets(exchange.Spec{Prove: &exchange.Proof{Ended: "fin"}}).result()
		equal(t, "cause", result.Cause, exchange.Refused)
		equal(t, "errno", result.Errno, "ECONNREFUSED")
		equal(t, "stage", result.Stage, "connect")
		equal(t, "connected", result.Connected, false)
		equal(t, "ended", result.Ended, "")
		equal(t, "verified", result.Verified, false)
		contains(t, "error", result.Error, "connect "+service.address.String()+": connection refused")
	}
}

// A service that never calls accept: its kernel takes in backlog + 1 connections and drops every SYN after that.
func TestQueueOfAServiceThatDoesNotAccept(t *testing.T) {
	for _, host := range loopbacks {
		t.Run(host, func(t *testing.T) {
			service := listen(t, host, 1)
			asks := exchange.Spec{
				TimeoutMs: 400,
				Steps:     append([]exchange.Step{{Kind: "send", Hex: hexOf("question")}}, expecting(anything())...),
				Ending:    ending("rst"),
			}
			for range 2 {
				result := service.meets(asks).result()
				equal(t, "cause", result.Cause, exchange.QueuedNotServed)
				equal(t, "stage", result.Stage, "step")
				equal(t, "bytes acknowledged", result.TCP.BytesAcked, 9)
				equal(t, "state", result.TCP.State, 1)
			}
			result := service.meets(asks).result()
			equal(t, "cause", result.Cause, exchange.SYNDropped)
			equal(t, "stage", result.Stage, "connect")
			equal(t, "state", result.TCP.State, 2)
			equal(t, "segments in", result.TCP.SegsIn, 0)
			contains(t, "error", result.Error, "no answer to the handshake within 400 ms")
			if result.Source == "" {
				t.Error("no source")
			}
		})
	}
}

// unheard is a check whose final ACK, and all that follows, the service's kernel drops. The listener ignores a final
// ACK without data for one second (TCP_DEFER_ACCEPT), during which the check holds no place in the accept queue; a second
// client speaks at once and fills it. The check must stay silent for quiet; a machine that stalls for longer gets another try.
func unheard(t *testing.T, quiet time.Duration, spec exchange.Spec) *running {
	t.Helper()
	for range 10 {
		service := listen(t, "127.0.0.1", 0)
		must(t, unix.SetsockoptInt(service.fd, unix.IPPROTO_TCP, unix.TCP_DEFER_ACCEPT, 1))
		began := time.Now()
		check := service.meets(spec)
		eventually(t, "the check's SYN was answered or the time was over", func() bool {
			return len(inState(t, service, "03")) == 1 || time.Since(began) > quiet
		})
		fd, _, err := service.connectsWithin(quiet)
		if err == nil {
			_, err = unix.Write(fd, []byte("first"))
		}
		if err == nil && time.Since(began) < quiet {
			return check
		}
		check.cancel()
		check.result()
	}
	t.Skip("this machine stalls too often: the queue was never full in time")
	return nil
}

func TestFinalACKDroppedSeenPassively(t *testing.T) {
	result := unheard(t, 800*time.Millisecond, exchange.Spec{TimeoutMs: 1800, Steps: expecting(anything())}).result()
	equal(t, "cause", result.Cause, exchange.FinalACKDropped)
	equal(t, "data segments in", result.TCP.DataSegsIn, 0)
	if result.TCP.SegsIn < 2 {
		t.Errorf("%d segments in: the SYN/ACK was not retransmitted", result.TCP.SegsIn)
	}
}

func TestFinalACKDroppedSeenByASend(t *testing.T) {
	result := unheard(t, 400*time.Millisecond, exchange.Spec{
		Steps: []exchange.Step{
			{Kind: "wait", Ms: ptr(400.0)},
			{Kind: "send", Hex: hexOf("question")},
			{Kind: "expect", Match: anything(), WithinMs: 300},
		},
	}).result()
	equal(t, "cause", result.Cause, exchange.FinalACKDropped)
	equal(t, "bytes acknowledged", result.TCP.BytesAcked, 1)
	if result.TCP.Unacked == 0 {
		t.Error("everything was acknowledged")
	}
}

// The listener's keep-alive probes are segments without data, as retransmitted SYN/ACKs are.
func TestKeepAliveProbesAreNoSYNACKs(t *testing.T) {
	t.Parallel()
	service := listen(t, "127.0.0.1", 8)
	for option, value := range map[int]int{unix.TCP_KEEPIDLE: 2, unix.TCP_KEEPINTVL: 1} {
		must(t, unix.SetsockoptInt(service.fd, unix.IPPROTO_TCP, option, value))
	}
	must(t, unix.SetsockoptInt(service.fd, unix.SOL_SOCKET, unix.SO_KEEPALIVE, 1))
	result := service.meets(exchange.Spec{TimeoutMs: 2600, Steps: expecting(anything())}).result()
	equal(t, "cause", result.Cause, exchange.QueuedNotServed)
	if result.TCP.SegsIn < 2 {
		t.Errorf("%d segments in: no probe came", result.TCP.SegsIn)
	}
}
