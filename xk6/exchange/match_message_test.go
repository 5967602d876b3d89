package exchange

import "testing"

func TestMessage(t *testing.T) {
	for _, test := range []struct {
		title, length, pattern, received string
		ended                            bool
		verdict                          verdict
		end                              int
	}{
		{"the length alone", "ber", "x", "0", false, undecided, -1},
		{"half of it", "ber", "x", "0\x02x", false, undecided, -1},
		{"all of it, and more", "ber", "x", "0\x02xyz", false, matched, 4},
		{"another one", "ber", "x", "0\x02ab", false, mismatched, -1},
		{"what comes behind is no part of it", "ber", "z", "0\x02xyz", false, mismatched, -1},
		{"a length in four bytes", "ber", "xy$", "0\x84\x00\x00\x00\x02xy", false, matched, 8},
		{"a length in four bytes, cut", "ber", "x", "0\x84\x00\x00", false, undecided, -1},
		{"a length beyond all bounds", "ber", "x", "0\x83\xff\xff\xff" + string(make([]byte, 127)), false, undecided, -1},
		{"a length before the message", "uint32", "^(?s:.){4}e", "\x00\x00\x00\x02eh", false, matched, 6},
		{"an empty message", "uint32", "e", "\x00\x00\x00\x00", false, mismatched, -1},
		{"half of one, and the end", "uint32", "e", "\x00\x00\x00\x09e", true, matched, 5},
		{"without a pattern, a whole one", "uint16", "", "\x00\x02abc", false, matched, 4},
		{"without a pattern, an empty one", "uint16", "", "\x00\x00", false, matched, 2},
		{"without a pattern, half of one", "uint16", "", "\x00\x02a", false, undecided, -1},
		{"without a pattern, half of one, and the end", "uint16", "", "\x00\x02a", true, mismatched, -1},
		{"without a pattern, half of a length, and the end", "uint16", "", "\x00", true, mismatched, -1},
		{"the longest", "uint16", "", "\xff\xff" + string(make([]byte, 0xffff)), false, matched, 2 + 0xffff},
	} {
		t.Run(test.title, func(t *testing.T) {
			step, err := parseExpect(Step{Kind: "expect", Match: &Match{Kind: "message", Length: test.length, Pattern: test.pattern}}, &parseState{})
			if err != nil {
				t.Fatal(err)
			}
			found := evaluated(step, []byte(test.received), test.ended)
			if found.verdict != test.verdict || found.end != test.end {
				t.Errorf("verdict %d, end %d; wanted %d, %d", found.verdict, found.end, test.verdict, test.end)
			}
		})
	}
	if _, err := parseMatch(&Match{Kind: "message", Length: "line", Pattern: "x"}); err == nil {
		t.Error("an unknown length is accepted")
	}
}

func TestAnExactMessageWantsNoMore(t *testing.T) {
	const most = 1 << 20
	for _, test := range []struct {
		title, received string
		exact           bool
		most            int
	}{
		{"the length first, byte by byte", "", true, 1},
		{"the rest of the length", "\x00", true, 2},
		{"then as much as it tells", "\x00\x03a", true, 5},
		{"text is a long message", "220", true, 2 + 0x3232},
		{"one that is not exact takes what there is", "\x00\x03a", false, most},
	} {
		t.Run(test.title, func(t *testing.T) {
			match := &Match{Kind: "message", Length: "uint16", Exact: test.exact}
			step, err := parseExpect(Step{Kind: "expect", Match: match}, &parseState{})
			if err != nil {
				t.Fatal(err)
			}
			if got := step.(expect).most([]byte(test.received)); got != test.most {
				t.Errorf("%d bytes may be there after the next read, want %d", got, test.most)
			}
		})
	}
}
