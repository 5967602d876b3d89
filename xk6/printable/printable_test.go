package printable_test

import (
	"strings"
	"testing"

	"github.com/probe-storm/probe-storm/xk6/printable"
)

func TestALineIsPrintableAndShort(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"", ""},
		{"220 mail ready", "220 mail ready"},
		{" two\r\n  lines\t", "two lines"},
		{"\x1b[2Jpwned\x07", "�[2Jpwned�"},
		{"\u009b31m \u202e \xff", "�31m � �"},
		{"grün", "grün"},
		{strings.Repeat("a", 20), strings.Repeat("a", 20)},
		{strings.Repeat("a", 21), strings.Repeat("a", 17) + "…"},
		{strings.Repeat("ü", 11), strings.Repeat("ü", 8) + "…"},
		{strings.Repeat(" ", 200) + "a", "a"},
	} {
		if got := printable.Line(c.text, 20); got != c.want {
			t.Errorf("%q becomes %q, want %q", c.text, got, c.want)
		}
	}
}
