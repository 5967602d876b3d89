package exchange

import "testing"

func TestHexRegex(t *testing.T) {
	for _, test := range []struct {
		title, pattern, received string
		end                      int
	}{
		{"whole bytes", "^010A", "\x01\x0ax", 2},
		{"from the middle of a byte on", "10", "\x01\x0a", 2},
		{"digits in lower case are never there", "ff", "\xff", -1},
		{"bytes above 0x7f", "FF[0-9A-F]{2}00$", "\xff\x12\x00", 3},
	} {
		t.Run(test.title, func(t *testing.T) {
			m, err := parseExpect(Step{Kind: "expect", Match: &Match{Kind: "hex-regex", Pattern: test.pattern}}, &parseState{})
			if err != nil {
				t.Fatal(err)
			}
			if found := evaluated(m, []byte(test.received), false); found.end != test.end || found.verdict == mismatched {
				t.Errorf("%+v; wanted the end %d", found, test.end)
			}
		})
	}
	if _, err := parseMatch(&Match{Kind: "hex-regex", Pattern: "("}); err == nil {
		t.Error("a pattern that is none is accepted")
	}
}
