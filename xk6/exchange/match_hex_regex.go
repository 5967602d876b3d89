package exchange

import (
	"encoding/hex"
	"fmt"
	"regexp"
	"strings"
)

// hexRegex searches the bytes written out in upper-case hex, as HAProxy's rbinary does: a match may begin in the middle of a byte.
type hexRegex struct{ *regexp.Regexp }

func (r hexRegex) match(received []byte, _ bool) (int, bool) {
	at := r.FindStringIndex(strings.ToUpper(hex.EncodeToString(received)))
	if at == nil {
		return -1, false
	}
	return (at[1] + 1) / 2, false
}
func (hexRegex) least() int       { return 1 }
func (r hexRegex) String() string { return fmt.Sprintf("the regex %q in hex digits", r.Regexp) }
