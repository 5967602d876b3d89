package exchange

import (
	"errors"
	"math"
	"strings"
	"testing"
)

func TestParseRefuses(t *testing.T) {
	step := func(s Step) Spec { return Spec{Steps: []Step{s}} }
	expecting := func(m Match) Spec { return step(Step{Kind: "expect", Match: &m}) }
	number := func(f float64) *float64 { return &f }
	whole := func(n int) *int { return &n }
	for _, test := range []struct {
		spec Spec
		want string
	}{
		{Spec{Target: "host"}, `target: "host"; accepted is host:port`},
		{Spec{Target: ":80"}, `target: ":80"`},
		{Spec{Target: "host:0"}, `target: "host:0"`},
		{Spec{Target: "host:http"}, `target: "host:http"`},
		{Spec{Target: "::1:80"}, `target: "::1:80"`},
		{Spec{Handshake: "quarter-open"}, `handshake: "quarter-open"; accepted are full, half-open`},
		{Spec{Source: "here"}, `source: "here" is not an IP address`},
		{Spec{TimeoutMs: -1}, `timeoutMs: -1; accepted is`},
		{Spec{TimeoutMs: 1e-9}, `timeoutMs: 0.000000001; accepted is a number of milliseconds from 0.001 to 2592000000`},
		{Spec{ConnectTimeoutMs: -1}, `connectTimeoutMs: -1; accepted is`},
		{Spec{TimeoutMs: math.Inf(1)}, `timeoutMs: +Inf`},
		{Spec{TimeoutMs: math.NaN()}, `timeoutMs: NaN`},
		{step(Step{Kind: "dance"}), `steps[0].kind: "dance"; accepted are expect, hold, proxy, send, tls, tls-hello, wait`},
		{step(Step{Kind: "wait"}), `steps[0].ms: missing`},
		{step(Step{Kind: "wait", Ms: number(0)}), `steps[0].ms: 0; accepted is`},
		{step(Step{Kind: "hold", Ms: number(-2)}), `steps[0].ms: -2`},
		{Spec{TimeoutMs: 20, Steps: []Step{{Kind: "wait", Ms: number(12)}, {Kind: "wait", Ms: number(8)}}},
			`timeoutMs: 20, but the waits alone take 20 ms`},
		{step(Step{Kind: "send"}), `steps[0].hex: empty`},
		{step(Step{Kind: "send", Hex: "0g"}), `steps[0].hex: "0g" is not hex`},
		{step(Step{Kind: "send", Hex: "000"}), `steps[0].hex: "000" is not hex`},
		{step(Step{Kind: "expect"}), `steps[0].match: missing`},
		{expecting(Match{Kind: "all"}), `steps[0].match.kind: "all"; accepted are any, contains, hex-regex, http, http-answer, length, literal, message, regex`},
		{expecting(Match{Kind: "length"}), `steps[0].match.bytes: 0; accepted are 1 to 1048576`},
		{expecting(Match{Kind: "literal"}), `steps[0].match.hex: empty`},
		{expecting(Match{Kind: "contains"}), `steps[0].match.hex: empty`},
		{expecting(Match{Kind: "contains", Hex: "0g"}), `steps[0].match.hex: "0g" is not hex`},
		{step(Step{Kind: "expect", Match: &Match{Kind: "length", Bytes: Bytes{Count: 1}}, MinBytes: whole(-1)}), `steps[0].minBytes: -1; accepted are 0 to 1048576`},
		{step(Step{Kind: "expect", Match: &Match{Kind: "length", Bytes: Bytes{Count: 1}}, MinBytes: whole(1<<20 + 1)}), `steps[0].minBytes: 1048577`},
		{step(Step{Kind: "expect", Match: &Match{Kind: "length", Bytes: Bytes{Count: 9}}, MaxBytes: whole(8)}),
			`steps[0].maxBytes: 8; accepted are 9, which it needs, to 1048576`},
		{step(Step{Kind: "expect", Match: &Match{Kind: "length", Bytes: Bytes{Count: 1}}, MaxBytes: whole(1<<20 + 1)}), `steps[0].maxBytes: 1048577`},
		{step(Step{Kind: "expect", Match: &Match{Kind: "any"}, Not: true}), `steps[0].not: true, but with match.kind any`},
		{expecting(Match{Kind: "regex", Pattern: "("}), `steps[0].match.pattern: "(": `},
		{step(Step{Kind: "expect", Match: &Match{Kind: "any"}, WithinMs: -1}), `steps[0].withinMs: -1`},
		{Spec{Steps: []Step{{Kind: "tls"}, {Kind: "expect", Match: &Match{Kind: "any"}, Peek: true}}}, `steps[1].peek: true`},
		{Spec{Steps: []Step{{Kind: "tls"}, {Kind: "tls"}}}, `steps[1].kind: tls, but`},
		{step(Step{Kind: "tls", Groups: []string{"x25519", "p256"}}),
			`steps[0].groups[1]: "p256"; accepted are secp256r1, secp384r1, secp521r1, x25519, x25519mlkem768`},
		{Spec{Steps: []Step{{Kind: "tls-hello"}, {Kind: "tls"}}}, `steps[1].kind: tls, but`},
		{Spec{Steps: []Step{{Kind: "tls"}, {Kind: "tls-hello"}}}, `steps[1].kind: tls-hello, but`},
		{step(Step{Kind: "proxy", Version: 3, Command: "proxy"}), `steps[0].version: 3; accepted are 1, 2`},
		{step(Step{Kind: "proxy", Version: 1}), `steps[0].command: ""; accepted are proxy, local`},
		{Spec{Ending: &Ending{Kind: "slam"}}, `ending.kind: "slam"; accepted are drain-fin, drain-rst, fin, half-close, rst`},
		{Spec{Ending: &Ending{Kind: "rst", CloseNotify: new(bool)}}, `ending.closeNotify: false, but no step makes a TLS handshake`},
		{Spec{Ending: &Ending{Kind: "fin", LingerSeconds: whole(0)}}, `ending.lingerSeconds: 0; accepted are 1 to 3600`},
		{Spec{Ending: &Ending{Kind: "half-close", WithinMs: -1}}, `ending.withinMs: -1`},
		{Spec{Prove: &Proof{Ended: "half"}}, `prove.ended: "half"; accepted are rst, fin`},
		{Spec{Prove: &Proof{HeldMinMs: number(-1)}}, `prove.heldMinMs: -1`},
		{Spec{Prove: &Proof{SentMin: whole(-1)}}, `prove.sentMin: -1`},
	} {
		if test.spec.Target == "" {
			test.spec.Target = "host:80"
		}
		_, err := Parse(test.spec)
		switch {
		case err == nil:
			t.Errorf("%s: was accepted", test.want)
		case !strings.Contains(err.Error(), test.want):
			t.Errorf("%q, want something with %q", err, test.want)
		case strings.Contains(err.Error(), "\n"):
			t.Errorf("%q is more than one line", err)
		}
	}
}

func TestParseAccepts(t *testing.T) {
	for _, target := range []string{"host:80", "127.0.0.1:65535", "[::1]:1", "[fe80::1%eth0]:1"} {
		if _, err := Parse(Spec{Target: target}); err != nil {
			t.Error(err)
		}
	}
	_, err := Parse(Spec{Target: "host:80", Handshake: "half-open"})
	if canHalfOpen && err != nil || !canHalfOpen && !errors.Is(err, ErrUnsupported) {
		t.Errorf("half-open: %v", err)
	}
}
