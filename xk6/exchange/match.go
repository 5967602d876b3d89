package exchange

import (
	"bytes"
	"fmt"
	"regexp"
)

// mostExpected is the most that one expect looks at, mostMatched the most that a regex does unless it says otherwise: it begins anew
// at each look, and takes a hundred times as long as the others.
const (
	mostExpected = 1 << 20
	mostMatched  = 64 << 10
)

func mostLookedAt(m matcher) int {
	switch m := m.(type) {
	case search:
		switch m.finder.(type) {
		case regex, hexRegex:
			return mostMatched
		}
	case httpPart:
		return mostMatched
	case message:
		if m.pattern != nil {
			return mostMatched
		}
	}
	return mostExpected
}

// matcher decides whether the bytes that a step has received are what it expected. Without any byte it decides nothing, not even at the
// peer's end. least is how many bytes any match needs.
type matcher interface {
	evaluate(e expect, received []byte, peerEnded bool) evaluation
	least() int
	String() string
}

// finder looks for a match in all bytes that have come, of which there is at least one. ended is true when no more can come. end is where
// the match ends, or -1 for none yet; hopeless is true when more bytes cannot help.
type finder interface {
	match(received []byte, ended bool) (end int, hopeless bool)
	least() int
	String() string
}

// search is a matcher that looks for one match. A match decides at once; a mismatch decides only when no more bytes can come or help, or when
// minBytes was given and as many have come.
type search struct{ finder }

func (s search) evaluate(e expect, received []byte, peerEnded bool) evaluation {
	full := len(received) >= e.maxBytes
	last := peerEnded || full
	if len(received) == 0 || !last && len(received) < e.minBytes {
		return evaluation{verdict: undecided, end: -1}
	}
	end, hopeless := s.match(received[:min(len(received), e.maxBytes)], peerEnded)
	enough := e.minBytes >= 0 && len(received) >= s.least()
	found := evaluation{verdict: matched, end: end, full: full && end < 0 && !hopeless}
	switch {
	case end < 0 && !last && !hopeless && !enough:
		found.verdict = undecided
	case (end >= 0) == e.not:
		found.verdict = mismatched
	}
	return found
}

// measured is a matcher that tells how many bytes it wants in all, now that it has seen these. More are not taken from the socket, so that
// what lies behind them stays unread; one byte more is taken where it wants none.
type measured interface {
	wants(received []byte) int
}

type anyBytes struct{}

func (anyBytes) match(received []byte, _ bool) (int, bool) { return len(received), false }
func (anyBytes) least() int                                { return 1 }
func (anyBytes) String() string                            { return "any byte" }

type length int

func (l length) match(received []byte, _ bool) (int, bool) {
	if len(received) < int(l) {
		return -1, false
	}
	return int(l), false
}
func (l length) least() int     { return int(l) }
func (l length) String() string { return fmt.Sprintf("%d bytes", int(l)) }

type literal []byte

func (l literal) match(received []byte, _ bool) (int, bool) {
	if bytes.HasPrefix(received, l) {
		return len(l), false
	}
	return -1, !bytes.HasPrefix(l, received)
}
func (l literal) least() int     { return len(l) }
func (l literal) String() string { return inProse(l) }

type contained []byte

func (c contained) match(received []byte, _ bool) (int, bool) {
	at := bytes.Index(received, c)
	if at < 0 {
		return -1, false
	}
	return at + len(c), false
}
func (c contained) least() int     { return len(c) }
func (c contained) String() string { return inProse(c) + " anywhere" }

type regex struct{ *regexp.Regexp }

func (r regex) match(received []byte, _ bool) (int, bool) {
	if at := r.FindIndex(received); at != nil {
		return at[1], false
	}
	return -1, false
}
func (r regex) least() int     { return 1 }
func (r regex) String() string { return fmt.Sprintf("the regex %q", r.Regexp) }

func parseMatch(m *Match) (matcher, error) {
	if m == nil {
		return nil, missing("match")
	}
	switch m.Kind {
	case "any":
		return search{anyBytes{}}, nil
	case "length":
		if m.Bytes.Count < 1 || m.Bytes.Count > mostExpected {
			return nil, fmt.Errorf("match.bytes: %d; accepted are 1 to %d", m.Bytes.Count, mostExpected)
		}
		return search{length(m.Bytes.Count)}, nil
	case "literal":
		wanted, err := parseBytes("match.", m.Hex, m.Text, m.Bytes, mostExpected)
		return search{literal(wanted)}, err
	case "contains":
		wanted, err := parseBytes("match.", m.Hex, m.Text, m.Bytes, mostExpected)
		return search{contained(wanted)}, err
	case "http-answer":
		return parseHTTPAnswer(m)
	case "regex":
		compiled, err := compilePattern("match.pattern", m.Pattern)
		return search{regex{compiled}}, err
	case "hex-regex":
		compiled, err := compilePattern("match.pattern", m.Pattern)
		return search{hexRegex{compiled}}, err
	case "http":
		return parseHTTPPart(m)
	case "message":
		return parseMessage(m)
	}
	return nil, fmt.Errorf("match.kind: %q; accepted are any, contains, hex-regex, http, http-answer, length, literal, message, regex", m.Kind)
}

func missing(field string) error { return fmt.Errorf("%s: missing", field) }

func compilePattern(field, pattern string) (*regexp.Regexp, error) {
	compiled, err := regexp.Compile(pattern)
	if err != nil {
		return nil, fmt.Errorf("%s: %q: %w", field, pattern, err)
	}
	return compiled, nil
}
