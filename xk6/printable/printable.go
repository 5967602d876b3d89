// Package printable makes what strangers sent fit for a terminal, a log and a report.
package printable

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// Line is the text on one line, without what a terminal would act upon, and cut to so many bytes.
func Line(text string, most int) string {
	text = strings.Join(strings.Fields(text), " ")
	text = strings.Map(func(r rune) rune {
		if !strconv.IsPrint(r) {
			return utf8.RuneError
		}
		return r
	}, text)
	return cut(text, most)
}

// cut ends a text that is too long with an ellipsis, between two runes.
func cut(text string, most int) string {
	if len(text) <= most {
		return text
	}
	end := max(0, most-len("…"))
	for end > 0 && !utf8.RuneStart(text[end]) {
		end--
	}
	return text[:end] + "…"
}
