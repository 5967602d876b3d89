package exchange_test

import (
	"testing"

	"github.com/probe-storm/probe-storm/xk6/exchange"
)

func httpAnswer() *exchange.Match { return &exchange.Match{Kind: "http-answer"} }

// The service stays open: what ends the check is what came, and the service sees it leave.
func TestWhatEndsAnExpect(t *testing.T) {
	exact := &exchange.Match{Kind: "message", Length: "uint16", Exact: true}
	four := 4
	for _, test := range []struct {
		title  string
		answer string
		step   exchange.Step
		cause  exchange.Cause
		sees   string
	}{
		{"an HTTP answer ends with its announced length", "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok",
			exchange.Step{Kind: "expect", Match: httpAnswer()}, "", "EOF"},
		{"a line that is no HTTP ends it", "220 hello\r\n",
			exchange.Step{Kind: "expect", Match: httpAnswer()}, exchange.Rejected, "EOF"},
		{"a message behind its length ends with it", "\x00\x02ab",
			exchange.Step{Kind: "expect", Match: exact}, "", "EOF"},
		{"what lies behind such a message stays unread, so the close resets", "\x00\x02abc",
			exchange.Step{Kind: "expect", Match: exact}, "", "ECONNRESET"},
		{"exactly maxBytes are taken, so the close resets", "+PONG",
			exchange.Step{Kind: "expect", Match: text("+PON"), MaxBytes: &four}, "", "ECONNRESET"},
	} {
		t.Run(test.title, func(t *testing.T) {
			service := listen(t, "127.0.0.1", 8)
			steps := []exchange.Step{{Kind: "send", Text: "?"}, test.step}
			check := service.meets(exchange.Spec{Steps: steps, TimeoutMs: hour})
			peer := service.accept()
			peer.reads("?")
			peer.writes(test.answer)
			_, end := peer.sees()
			peer.close()
			equal(t, "the service saw", end, test.sees)
			equal(t, "cause", check.result().Cause, test.cause)
		})
	}
}

func TestSendIfSilent(t *testing.T) {
	question := exchange.Step{Kind: "send", Text: "GET", IfSilent: true}
	t.Run("a service that spoke first never sees the request", func(t *testing.T) {
		service := listen(t, "127.0.0.1", 8)
		spoken := exchange.Step{Kind: "expect", Match: anything(), Peek: true}
		check := service.meets(exchange.Spec{Steps: []exchange.Step{spoken, question}, TimeoutMs: 20_000})
		peer := service.accept()
		peer.writes("220 hello\r\n")
		came, end := peer.sees()
		peer.close()
		equal(t, "the service saw", came+" "+end, " EOF")
		result := check.result()
		equal(t, "cause", result.Cause, exchange.Rejected)
		equal(t, "failed step", result.FailedStep, 1)
		equal(t, "error", result.Error, "steps[1] send: the service spoke first, so nothing was sent")
	})
	t.Run("a silent service does", func(t *testing.T) {
		service := listen(t, "127.0.0.1", 8)
		check := service.meets(exchange.Spec{Steps: []exchange.Step{question}, TimeoutMs: 20_000})
		peer := service.accept()
		came, end := peer.sees()
		peer.close()
		equal(t, "the service saw", came+" "+end, "GET EOF")
		equal(t, "error", check.result().Error, "")
	})
}
