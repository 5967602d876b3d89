package exchange

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestPrintable(t *testing.T) {
	for _, test := range []struct{ name, text, want string }{
		{"plain text stays", `expected "220", 3 bytes came: "5€4"`, `expected "220", 3 bytes came: "5€4"`},
		{"lines become one", " one\r\n\ttwo\n", "one two"},
		{"escape sequences show", "\x1b[2J\x1b]0;title\a", "\uFFFD[2J\uFFFD]0;title\uFFFD"},
		{"so do C1 controls, direction marks and what is no UTF-8", "\u009b1m\u202e\xff\x00", "\uFFFD1m\uFFFD\uFFFD\uFFFD"},
	} {
		if got := Printable(test.text); got != test.want {
			t.Errorf("%s: %q, want %q", test.name, got, test.want)
		}
	}
	for _, long := range []string{strings.Repeat("a", 513), strings.Repeat("€", 200_000), "b" + strings.Repeat("€", 200)} {
		got := Printable(long)
		if len(got) > 512 || len(got) < 509 || !utf8.ValidString(got) || !strings.HasSuffix(got, "…") {
			t.Errorf("%d bytes became %d: %q", len(long), len(got), got)
		}
	}
	if exact := strings.Repeat("a", 512); Printable(exact) != exact {
		t.Error("512 bytes were cut")
	}
}
