package exchange_test

import (
	"testing"

	"github.com/probe-storm/probe-storm/xk6/exchange"
)

func TestSendAndExpect(t *testing.T) {
	service := listen(t, "127.0.0.1", 8)
	check := service.meets(exchange.Spec{
		Steps:  append([]exchange.Step{{Kind: "send", Hex: hexOf("PING\r\n")}}, expecting(text("PONG"))...),
		Ending: ending("rst"),
		Prove:  &exchange.Proof{SentMin: ptr(6), ReceivedMin: ptr(4)},
	})
	peer := service.accept()
	defer peer.close()
	peer.reads("PING\r\n")
	peer.writes("PONG")
	_, end := peer.sees()
	result := check.result()
	equal(t, "the service saw", end, "ECONNRESET")
	equal(t, "unproven", result.Unproven, "")
	equal(t, "sent", result.BytesSent, 6)
	equal(t, "steps", len(result.StepTimes), 2)
	equal(t, "bytes acknowledged, the SYN included", result.TCP.BytesAcked, 7)
}

func TestSendBeginsANewTurn(t *testing.T) {
	service := listen(t, "127.0.0.1", 8)
	steps := append(expecting(text("220")), exchange.Step{Kind: "send", Hex: hexOf("QUIT\r\n")})
	check := service.meets(exchange.Spec{Steps: append(steps, expecting(text("221"))...), TimeoutMs: 20_000})
	peer := service.accept()
	defer peer.close()
	peer.writes("220 mail.lan ESMTP\r\n")
	peer.reads("QUIT\r\n")
	peer.writes("221 bye\r\n")
	result := check.result()
	equal(t, "error", result.Error, "")
	equal(t, "received", string(result.Received), "220 mail.lan ESMTP\r\n221 bye\r\n")
}

func TestSendToAPeerThatReset(t *testing.T) {
	service := listen(t, "127.0.0.1", 8)
	check := service.meets(exchange.Spec{Steps: []exchange.Step{{Kind: "hold"}, {Kind: "send", Hex: "00"}}})
	service.accept().resets()
	result := check.result()
	equal(t, "cause", result.Cause, exchange.Reset)
	equal(t, "failed step", result.FailedStep, 1)
	contains(t, "error", result.Error, "steps[1] send: ")
}

func TestSendToAPeerThatDoesNotRead(t *testing.T) {
	service := listen(t, "127.0.0.1", 8)
	large := make([]byte, 12<<20)
	check := service.meets(exchange.Spec{
		TimeoutMs: 500, Steps: []exchange.Step{{Kind: "send", Hex: hexOf(string(large))}}, Ending: ending("rst"),
	})
	peer := service.accept()
	defer peer.close()
	result := check.result()
	equal(t, "cause", result.Cause, exchange.QueuedNotServed)
	contains(t, "error", result.Error, "of 12582912 bytes could be written in time")
	if result.BytesSent <= 0 || result.BytesSent >= len(large) {
		t.Errorf("sent %d", result.BytesSent)
	}
}
