package exchange_test

import (
	"testing"

	"github.com/probe-storm/probe-storm/xk6/exchange"
)

func length(n int) *exchange.Match { return &exchange.Match{Kind: "length", Bytes: n} }

func regex(pattern string) *exchange.Match { return &exchange.Match{Kind: "regex", Pattern: pattern} }

func expecting(matches ...*exchange.Match) []exchange.Step {
	steps := []exchange.Step{}
	for _, match := range matches {
		steps = append(steps, exchange.Step{Kind: "expect", Match: match})
	}
	return steps
}

func peeking(steps []exchange.Step) []exchange.Step {
	for i := range steps {
		steps[i].Peek = true
	}
	return steps
}

// The service writes one part after the other, ends as told, and never waits for the client.
func TestExpect(t *testing.T) {
	stays := func(*accepted) {}
	for _, test := range []struct {
		title string
		parts []string
		end   func(*accepted)
		steps []exchange.Step
		cause exchange.Cause
		step  int
		error string
	}{
		{"any", []string{"x"}, stays, expecting(anything()), "", -1, ""},
		{"length over parts", []string{"ab", "cd"}, stays, expecting(length(4)), "", -1, ""},
		{"literal over parts", []string{"22", "0 hi"}, stays, expecting(text("220")), "", -1, ""},
		{"regex over parts", []string{"250-a\r\n", "250 b\r\n"}, stays, expecting(regex("(?m)^250 ")), "", -1, ""},
		{"regex before the end", []string{"250 ok"}, (*accepted).shutsDown, expecting(regex("ok$")), "", -1, ""},
		{"bytes beyond the match are for the next", []string{"220 a\r\n250 b\r\n"}, stays,
			expecting(regex(`^220.*\n`), text("250"), text(" b")), "", -1, ""},
		{"a peek sees what a consuming one has left over", []string{"abcd"}, stays,
			append(expecting(text("ab")), peeking(expecting(text("cd")))...), "", -1, ""},
		{"a peek leaves it for the next", []string{"ab", "cd"}, stays,
			append(peeking(expecting(length(4))), expecting(text("abcd"))...), "", -1, ""},
		{"literal mismatch at once", []string{"554 no"}, stays, expecting(text("220")), exchange.Rejected, 0,
			`steps[0] expect: expected "220", 6 bytes came: "554 no"`},
		{"a later one may fail", []string{"220 a\r\n5"}, stays, expecting(regex(`^220.*\n`), text("2")), exchange.Rejected, 1,
			`steps[1] expect: expected "2", 1 bytes came: "5"`},
		{"end before the match", []string{"22"}, (*accepted).shutsDown, expecting(text("220")), exchange.Rejected, 0,
			`expected "220", the peer ended the connection, 2 bytes came: "22"`},
		{"end without a byte", nil, (*accepted).shutsDown, expecting(anything()), exchange.Rejected, 0, "nothing came"},
		{"end while peeking", []string{"22"}, (*accepted).shutsDown, peeking(expecting(text("220"))), exchange.Rejected, 0,
			"the peer ended the connection"},
		{"reset before the match", []string{"22"}, (*accepted).resets, expecting(length(9)), exchange.Reset, 0, "reset"},
		{"reset without a byte", nil, (*accepted).resets, expecting(anything()), exchange.Reset, 0, "reset"},
		{"reset while peeking", nil, (*accepted).resets, peeking(expecting(anything())), exchange.Reset, 0, "reset"},
	} {
		t.Run(test.title, func(t *testing.T) {
			service := listen(t, "127.0.0.1", 8)
			check := service.meets(exchange.Spec{Steps: test.steps, TimeoutMs: 20_000})
			peer := service.accept()
			for _, part := range test.parts {
				peer.writes(part)
			}
			test.end(peer)
			result := check.result()
			equal(t, "cause", result.Cause, test.cause)
			equal(t, "failed step", result.FailedStep, test.step)
			equal(t, "ok", result.Outcome == exchange.OK, test.cause == "")
			contains(t, "error", result.Error, test.error)
			if len(test.parts) > 0 && result.FirstByte <= 0 {
				t.Error("no time of the first byte")
			}
		})
	}
}

func TestExpectDeadlines(t *testing.T) {
	service := listen(t, "127.0.0.1", 8)
	for _, test := range []struct {
		title  string
		spec   exchange.Spec
		writes string
		cause  exchange.Cause
		error  string
	}{
		{"its own", exchange.Spec{Steps: within(40, expecting(anything()))}, "", exchange.QueuedNotServed,
			"expected any byte within 40 ms, nothing came"},
		{"the exchange's", exchange.Spec{TimeoutMs: 50, Steps: expecting(anything())}, "", exchange.QueuedNotServed,
			"expected any byte within "},
		{"an answer that had begun", exchange.Spec{Steps: within(800, expecting(length(9)))}, "begun", exchange.Slow,
			`5 bytes came: "begun"`},
		{"a peek at an answer that had begun", exchange.Spec{Steps: within(800, peeking(expecting(length(9))))}, "begun",
			exchange.Slow, `5 bytes came: "begun"`},
	} {
		t.Run(test.title, func(t *testing.T) {
			check := service.meets(test.spec)
			peer := service.accept()
			defer peer.close()
			if test.writes != "" {
				peer.writes(test.writes)
			}
			result := check.result()
			equal(t, "cause", result.Cause, test.cause)
			contains(t, "error", result.Error, test.error)
		})
	}
}

func within(ms float64, steps []exchange.Step) []exchange.Step {
	for i := range steps {
		steps[i].WithinMs = ms
	}
	return steps
}

func TestExpectLooksAtOneMebibyteAtMost(t *testing.T) {
	service := listen(t, "127.0.0.1", 8)
	check := service.meets(exchange.Spec{Steps: expecting(regex("never")), Ending: ending("rst"), TimeoutMs: 20_000})
	peer := service.accept()
	poured := make(chan struct{})
	go func() {
		defer close(poured)
		pour(peer)
	}()
	result := check.result()
	<-poured
	peer.close()
	equal(t, "cause", result.Cause, exchange.Rejected)
	equal(t, "bytes", result.BytesReceived, 1<<20)
	equal(t, "bytes kept", len(result.Received), 512)
}

func TestBytesAreCountedOnceHoweverOftenTheyAreSeen(t *testing.T) {
	service := listen(t, "127.0.0.1", 8)
	check := service.meets(exchange.Spec{
		Steps:  append(peeking(expecting(length(2), length(4))), expecting(length(3))...),
		Ending: ending("drain-fin"),
	})
	peer := service.accept()
	defer peer.close()
	peer.writes("abcd")
	result := check.result()
	equal(t, "received", string(result.Received), "abcd")
	equal(t, "bytes", result.BytesReceived, 4)
}
