package exchange_test

import (
	"testing"
	"time"

	"github.com/probe-storm/probe-storm/xk6/exchange"
)

// The service greets, and answers a moment after it was asked.
func TestTheAnswerIsTheLastByteThatWasExpected(t *testing.T) {
	service := listen(t, "127.0.0.1", 8)
	check := service.meets(exchange.Spec{
		Steps: []exchange.Step{
			{Kind: "expect", Match: text("220\r\n")},
			{Kind: "send", Hex: hexOf("HELO\r\n")},
			{Kind: "expect", Match: text("250\r\n")},
			{Kind: "expect", Match: text("more")}, // came with it
			{Kind: "wait", Ms: ptr(40.0)},
			{Kind: "send", Hex: hexOf("QUIT\r\n")},
		},
		Ending: ending("drain-fin"),
	})
	peer := service.accept()
	defer peer.close()
	peer.writes("220\r\n")
	peer.reads("HELO\r\n")
	time.Sleep(20 * time.Millisecond)
	peer.writes("250\r\nmore")
	result := check.result()
	equal(t, "error", result.Error, "")
	if result.Answer < result.FirstByte+20*time.Millisecond {
		t.Errorf("the first byte came after %v, the answer after %v", result.FirstByte, result.Answer)
	}
	if result.Answer > result.Total-40*time.Millisecond {
		t.Errorf("the answer came after %v of %v, and a wait was behind it", result.Answer, result.Total)
	}
}

func TestThereIsNoAnswerWhereNoneWasExpectedOrCame(t *testing.T) {
	service := listen(t, "127.0.0.1", 8)
	for _, steps := range [][]exchange.Step{nil, within(30, expecting(text("220")))} {
		check := service.meets(exchange.Spec{Steps: steps, Ending: ending("drain-fin")})
		peer := service.accept()
		peer.writes("2")
		result := check.result()
		equal(t, "answer", result.Answer, 0)
		peer.close()
	}
}

// The handshake is the service's word, and no byte of its own: a thread that accepts may make it for a service that is dead.
func TestBytesInsideTLS(t *testing.T) {
	shake := exchange.Step{Kind: "tls"}
	for _, test := range []struct {
		title, greeting string
		steps           []exchange.Step
		cause           exchange.Cause
		first, answer   bool
	}{
		{"the handshake is the answer where nothing else was expected", "", []exchange.Step{shake}, "", false, true},
		{"plaintext is the first byte", "hello", append([]exchange.Step{shake}, expecting(text("hello"))...), "", true, true},
		{"a request without an answer", "", []exchange.Step{
			shake, {Kind: "send", Hex: hexOf("question")}, {Kind: "expect", Match: anything(), WithinMs: 60},
		}, exchange.Unanswered, false, true},
		{"a greeting that does not come", "", append([]exchange.Step{shake}, within(60, expecting(anything()))...), exchange.Unanswered, false, true},
	} {
		t.Run(test.title, func(t *testing.T) {
			address, _ := tlsService(t, test.greeting)
			result := meet(t, address, exchange.Spec{Steps: test.steps, TimeoutMs: ms(patience)})
			equal(t, "cause", result.Cause, test.cause)
			equal(t, "a first byte", result.FirstByte > 0, test.first)
			equal(t, "an answer", result.Answer > 0, test.answer)
			if result.Answer > 0 && result.Answer < result.ConnectTime {
				t.Errorf("an answer after %v, connected after %v", result.Answer, result.ConnectTime)
			}
		})
	}
}

// What was asked last is what counts.
func TestARequestBehindAGreetingMayGoUnanswered(t *testing.T) {
	for _, test := range []struct {
		reply string
		cause exchange.Cause
	}{{"", exchange.Unanswered}, {"25", exchange.Slow}} {
		service := listen(t, "127.0.0.1", 8)
		withMore(t, func(ms float64) bool {
			check := service.meets(exchange.Spec{Steps: append(expecting(text("220")),
				exchange.Step{Kind: "send", Hex: hexOf("HELO")}, exchange.Step{Kind: "expect", Match: text("250"), WithinMs: ms},
			)})
			peer := service.accept()
			defer peer.close()
			peer.writes("220")
			peer.reads("HELO")
			if test.reply != "" {
				peer.writes(test.reply)
			}
			result := check.result()
			if result.BytesReceived < len("220"+test.reply) {
				return false
			}
			equal(t, "cause", result.Cause, test.cause)
			return true
		})
	}
}
