package exchange

import (
	"bytes"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// httpPart looks at a part of an HTTP/1 answer, as HAProxy's http-check does (src/tcpcheck.c, tcpcheck_eval_expect_http): once the headers
// are whole, and at the body without the framing of its chunks. What is no answer, and a body that is missing, is wrong even with `not`.
type httpPart struct {
	part     string
	pattern  *regexp.Regexp // of the status, of a header's value, of the body
	name     *regexp.Regexp // of a header
	text     []byte         // anywhere in the body; nil: the pattern
	whole    bool           // the header's value is one, and no list
	bodiless bool
	h2       bool   // what comes are frames of HTTP/2
	passes   string // an answer of this status passes whatever it holds
}

var httpParts = []string{"body", "head", "header", "status"}

func parseHTTPPart(m *Match) (matcher, error) {
	h := httpPart{part: m.Part, whole: m.Whole, bodiless: m.Bodiless, h2: m.H2}
	switch {
	case m.Passes >= 100 && m.Passes <= 999:
		h.passes = strconv.Itoa(m.Passes)
	case m.Passes != 0:
		return nil, fmt.Errorf("match.passes: %d; accepted are 100 to 999", m.Passes)
	}
	if !slices.Contains(httpParts, m.Part) {
		return nil, fmt.Errorf("match.part: %q; accepted are %s", m.Part, strings.Join(httpParts, ", "))
	}
	var err error
	if h.pattern, err = optionalPattern("match.pattern", m.Pattern); err != nil {
		return nil, err
	}
	if h.name, err = optionalPattern("match.name", m.Name); err != nil {
		return nil, err
	}
	switch {
	case h.part == "header" && h.name == nil:
		return nil, missing("match.name")
	case h.part == "status" && h.pattern == nil:
		return nil, missing("match.pattern")
	case h.part == "body" && h.pattern == nil:
		h.text, err = parseBytes("match.", m.Hex, m.Text, m.Bytes, mostExpected)
	}
	return h, err
}

func optionalPattern(field, pattern string) (*regexp.Regexp, error) {
	if pattern == "" {
		return nil, nil
	}
	return compilePattern(field, pattern)
}

// evaluate goes by the message: it tells what is enough and where the end is, and the number of bytes does not.
func (h httpPart) evaluate(e expect, received []byte, peerEnded bool) evaluation {
	full := len(received) >= e.maxBytes
	last := peerEnded || full
	m := h.parse(received[:min(len(received), e.maxBytes)])
	wrong := evaluation{verdict: mismatched, end: -1, full: full && !m.invalid && !m.ended}
	found := evaluation{verdict: matched, end: m.end}
	switch {
	case len(received) == 0, !m.invalid && !m.headed && !last:
		return evaluation{verdict: undecided, end: -1}
	case m.invalid || !m.headed:
		return wrong
	case h.passes != "" && m.status == h.passes, h.part == "head":
		return found
	case h.part != "body":
		if h.matchesHead(m) == e.not {
			return wrong
		}
		return found
	}
	last = last || m.ended
	matches := h.matchesBody(m.body)
	switch {
	case len(m.body) == 0 && last:
		return wrong
	case !last && (len(m.body) < max(1, len(h.text), e.minBytes) || !matches && e.minBytes < 0):
		return evaluation{verdict: undecided, end: -1}
	case matches == e.not:
		return wrong
	}
	return found
}

func (h httpPart) parse(received []byte) httpMessage {
	if h.h2 {
		return parseHTTP2(received)
	}
	return parseHTTP(received, h.bodiless)
}

func (h httpPart) matchesHead(m httpMessage) bool {
	if h.part == "status" {
		return h.pattern.MatchString(m.status)
	}
	return slices.ContainsFunc(m.headers, func(header httpHeader) bool {
		if !h.name.MatchString(header.name) {
			return false
		}
		if h.pattern == nil {
			return true
		}
		values := []string{header.value}
		if !h.whole {
			values = listValues(header.value)
		}
		return slices.ContainsFunc(values, h.pattern.MatchString)
	})
}

// listValues cuts a header at its commas, but for those within quotes.
func listValues(value string) (values []string) {
	quoted, escaped, from := false, false, 0
	for i := range len(value) {
		switch char := value[i]; {
		case escaped:
			escaped = false
		case quoted && char == '\\':
			escaped = true
		case char == '"':
			quoted = !quoted
		case char == ',' && !quoted:
			values = append(values, strings.Trim(value[from:i], " \t"))
			from = i + 1
		}
	}
	return append(values, strings.Trim(value[from:], " \t"))
}

func (h httpPart) matchesBody(body []byte) bool {
	if h.pattern != nil {
		return h.pattern.Match(body)
	}
	return bytes.Contains(body, h.text)
}

func (httpPart) least() int { return 1 }

func (h httpPart) String() string {
	switch {
	case h.part == "head":
		return "an HTTP answer"
	case h.part == "header" && h.pattern == nil:
		return fmt.Sprintf("an HTTP answer with a header of name %q", h.name)
	case h.part == "header":
		return fmt.Sprintf("an HTTP answer with a header of name %q and value %q", h.name, h.pattern)
	case h.pattern == nil:
		return "an HTTP answer with " + inProse(h.text) + " in its body"
	}
	return fmt.Sprintf("an HTTP answer whose %s matches %q", h.part, h.pattern)
}
