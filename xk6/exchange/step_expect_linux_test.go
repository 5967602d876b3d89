package exchange_test

import (
	"slices"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"github.com/probe-storm/probe-storm/xk6/exchange"
)

func length(n int) *exchange.Match {
	return &exchange.Match{Kind: "length", Bytes: exchange.Bytes{Count: n}}
}

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
		title string
		spec  exchange.Spec
		error string
	}{
		{"its own", exchange.Spec{Steps: within(40, expecting(anything()))}, "expected any byte within 40 ms, nothing came"},
		{"the exchange's", exchange.Spec{TimeoutMs: 50, Steps: expecting(anything())}, "expected any byte within "},
	} {
		t.Run(test.title, func(t *testing.T) {
			check := service.meets(test.spec)
			peer := service.accept()
			defer peer.close()
			result := check.result()
			equal(t, "cause", result.Cause, exchange.QueuedNotServed)
			contains(t, "error", result.Error, test.error)
		})
	}
	for title, steps := range map[string][]exchange.Step{
		"an answer that had begun":           expecting(length(9)),
		"a peek at an answer that had begun": peeking(expecting(length(9))),
	} {
		t.Run(title, func(t *testing.T) {
			withMore(t, func(ms float64) bool {
				check := service.meets(exchange.Spec{Steps: within(ms, steps)})
				peer := service.accept()
				defer peer.close()
				peer.writes("begun")
				result := check.result()
				if result.BytesReceived == 0 {
					return false
				}
				equal(t, "cause", result.Cause, exchange.Slow)
				contains(t, "error", result.Error, `5 bytes came: "begun"`)
				return true
			})
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
	check := service.meets(exchange.Spec{Steps: expecting(containing("never")), Ending: ending("rst"), TimeoutMs: 20_000})
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

func containing(wanted string) *exchange.Match {
	return &exchange.Match{Kind: "contains", Hex: hexOf(wanted)}
}

func not(steps []exchange.Step) []exchange.Step {
	for i := range steps {
		steps[i].Not = true
	}
	return steps
}

func atLeast(bytes int, steps []exchange.Step) []exchange.Step {
	for i := range steps {
		steps[i].MinBytes = &bytes
	}
	return steps
}

func keeping(steps []exchange.Step) []exchange.Step {
	for i := range steps {
		steps[i].Keep = true
	}
	return steps
}

// What settles an expect, in HAProxy's way. Where it must be settled while the peer stays, the exchange has an hour; where it
// must not, the step has a moment after the first byte.
func TestWhatSettlesAnExpect(t *testing.T) {
	type end = func(*accepted)
	stays := func(*accepted) {}
	fin, rst := (*accepted).shutsDown, (*accepted).resets
	for _, test := range []struct {
		title string
		came  string
		end   end
		steps []exchange.Step
		cause exchange.Cause
		error string
	}{
		{"contains looks anywhere", "+HELLO\r\n", stays, expecting(containing("LO\r")), "", ""},
		{"contains leaves the rest", "abcdef", stays, expecting(containing("cd"), text("ef")), "", ""},
		{"contains waits", "+HELLO", stays, expecting(containing("O\r")), exchange.Slow, `expected "O\r" anywhere within `},
		{"contains at the end", "+HELLO", fin, expecting(containing("O\r")), exchange.Rejected, "the peer ended the connection"},

		{"not: a match fails at once", "+FAIL\r\n", stays, not(expecting(containing("FAIL"))), exchange.Rejected,
			`expected anything but "FAIL" anywhere, 7 bytes came: "+FAIL\r\n"`},
		{"not: other bytes settle nothing", "+OK", stays, not(expecting(containing("FAIL"))), exchange.Slow,
			`3 bytes came: "+OK"`},
		{"not: the end settles it", "+OK", fin, not(expecting(containing("FAIL"))), "", ""},
		{"not: so does a reset behind bytes", "+OK", rst, not(expecting(containing("FAIL"))), "", ""},
		{"not: an end without a byte is no answer", "", fin, not(expecting(containing("FAIL"))), exchange.Rejected,
			"the peer ended the connection, nothing came"},
		{"not: a reset without a byte neither", "", rst, not(expecting(regex("FAIL"))), exchange.Reset, "nothing came"},
		{"not: silence is none", "", stays, within(40, not(expecting(containing("FAIL")))), exchange.QueuedNotServed,
			`expected anything but "FAIL" anywhere within 40 ms, nothing came`},
		{"not: a literal that cannot come any more", "220 hi", stays, not(expecting(text("554"))), "", ""},
		{"not: a literal that came", "554 no", stays, not(expecting(text("554"))), exchange.Rejected, `anything but "554", 6 bytes`},
		{"not: the bytes are for the next", "220 hi", stays, append(not(expecting(text("554"))), expecting(text("220 hi"))...), "", ""},
		{"not: while peeking", "220 hi", stays, append(peeking(not(expecting(text("554")))), expecting(text("220 hi"))...), "", ""},
		{"not: peeking to the end", "+OK", fin, append(peeking(not(expecting(regex("FAIL")))), expecting(text("+OK"))...), "", ""},

		{"least: a mismatch settles it", "-ERR", stays, atLeast(4, expecting(containing("OK"))), exchange.Rejected,
			`expected "OK" anywhere, 4 bytes came: "-ERR"`},
		{"least: 0 is at the first bytes", "-ERR", stays, atLeast(0, expecting(regex(`OK`))), exchange.Rejected, "4 bytes came"},
		{"least: with not a mismatch is success", "+OK", stays, atLeast(3, not(expecting(containing("NO")))), "", ""},
		{"least: fewer settle nothing", "-ERR", stays, atLeast(5, expecting(containing("OK"))), exchange.Slow, "4 bytes came"},
		{"least: not even a match", "OK", stays, atLeast(5, expecting(containing("OK"))), exchange.Slow, "2 bytes came"},
		{"least: nor one that cannot come", "-ERR", stays, atLeast(5, expecting(text("OK"))), exchange.Slow, "4 bytes came"},
		{"least: fewer than the match needs settle nothing", "OK", stays, atLeast(1, expecting(containing("OKAY"))),
			exchange.Slow, "2 bytes came"},
		{"least: at the end fewer will do", "OK", fin, atLeast(5, expecting(containing("OK"))), "", ""},
		{"least: and with not", "+OK", fin, atLeast(5, not(expecting(containing("FAIL")))), "", ""},
		{"least: at the end a match still fails a not", "FAIL", fin, atLeast(5, not(expecting(containing("FAIL")))), exchange.Rejected,
			`expected anything but "FAIL" anywhere, the peer ended the connection, 4 bytes came`},

		{"keep: all look at the same bytes", "b then a", stays, keeping(expecting(containing("a"), containing("b"), text("b then"))), "", ""},
		{"keep: also at the end", "+OK", fin, append(keeping(expecting(containing("+OK"))), not(expecting(containing("FAIL")))...), "", ""},
	} {
		t.Run(test.title, func(t *testing.T) {
			t.Parallel()
			service := listen(t, "127.0.0.1", 8)
			withMore(t, func(ms float64) bool {
				steps := slices.Clone(test.steps)
				if test.cause == exchange.Slow {
					steps = within(ms, steps)
				}
				check := service.meets(exchange.Spec{Steps: steps, TimeoutMs: hour})
				peer := service.accept()
				if test.came != "" {
					peer.writes(test.came)
				}
				test.end(peer)
				result := check.result()
				if test.cause == exchange.Slow && result.BytesReceived == 0 {
					peer.close()
					return false
				}
				equal(t, "cause", result.Cause, test.cause)
				equal(t, "ok", result.Outcome == exchange.OK, test.cause == "")
				contains(t, "error", result.Error, test.error)
				return true
			})
		})
	}
}

// However the parts are cut, it is settled by the one that completes the least number.
func TestTheLeastNumberOfBytesIsCountedOverParts(t *testing.T) {
	service := listen(t, "127.0.0.1", 8)
	check := service.meets(exchange.Spec{Steps: atLeast(6, expecting(containing("OK"))), TimeoutMs: hour})
	peer := service.accept()
	defer peer.close()
	for _, part := range []string{"-", "E", "R", "R", "O", "R"} {
		peer.writes(part)
	}
	result := check.result()
	equal(t, "cause", result.Cause, exchange.Rejected)
	equal(t, "bytes", result.BytesReceived, 6)
}

func TestAMebibyteSettlesANot(t *testing.T) {
	service := listen(t, "127.0.0.1", 8)
	check := service.meets(exchange.Spec{Steps: not(expecting(containing("never"))), Ending: ending("rst"), TimeoutMs: hour})
	peer := service.accept()
	poured := make(chan struct{})
	go func() {
		defer close(poured)
		pour(peer)
	}()
	result := check.result()
	<-poured
	peer.close()
	equal(t, "outcome", result.Outcome, exchange.OK)
	equal(t, "bytes", result.BytesReceived, 1<<20)
	equal(t, "peer ended", result.PeerEnded, "")
}

// The last bytes and the FIN are one segment, which may come at any moment of a look. The service varies that moment.
func TestAPeekMissesNoBytesAheadOfTheEnd(t *testing.T) {
	service := listen(t, "127.0.0.1", 8)
	e := parsed(t, service, exchange.Spec{Steps: peeking(expecting(text("220"))), Ending: ending("drain-fin")})
	done := make(chan struct{})
	go func() {
		defer close(done)
		for range 3000 {
			if result := e.Run(t.Context(), service.options()); result.Outcome != exchange.OK {
				t.Errorf("%s", result.Error)
			}
		}
	}()
	for round := range 3000 {
		peer := service.accept()
		peer.writes("2")
		for until := time.Now().Add(time.Duration(round%100) * 500 * time.Nanosecond); time.Now().Before(until); {
		}
		must(t, unix.SetsockoptInt(peer.fd, unix.IPPROTO_TCP, unix.TCP_CORK, 1))
		peer.writes("20")
		peer.shutsDown()
		peer.close()
	}
	<-done
}
