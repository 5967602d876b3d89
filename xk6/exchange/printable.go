package exchange

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// mostPrinted is how many bytes of an error are kept: a certificate may list names of 200 kB.
const mostPrinted = 512

// Printable makes an error fit for terminals, logs and reports. What a peer has sent may be part of it, such as the names on its
// certificate, and would otherwise move a cursor, set a title or fill a screen.
func Printable(text string) string {
	line := OneLine(text)
	if len(line) <= mostPrinted {
		return line
	}
	const cut = "…"
	end := mostPrinted - len(cut)
	for !utf8.RuneStart(line[end]) {
		end--
	}
	return line[:end] + cut
}

// OneLine puts a text on one line and a U+FFFD in the place of each rune that cannot be printed.
func OneLine(text string) string {
	return strings.Map(func(r rune) rune {
		if strconv.IsPrint(r) {
			return r
		}
		return utf8.RuneError
	}, strings.Join(strings.Fields(text), " "))
}
