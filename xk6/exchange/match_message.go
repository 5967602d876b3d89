package exchange

import (
	"encoding/binary"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
)

// message waits for one message whose length stands at its begin, in as many segments as it comes, and looks for a pattern in it. At the
// peer's end it looks for the pattern in what there is.
type message struct {
	length  string
	pattern *regexp.Regexp // nil: the message has to be whole, and no more
	exact   bool           // no more is taken from the socket than the length, and then the message
}

// messageLengths tell how long a message is by its first bytes; -1: too few have come.
var messageLengths = map[string]func([]byte) int{
	"ber":      berLength,
	"h2-frame": h2FrameLength,
	"uint16":   uint16Length,
	"uint32":   uint32Length,
}

// berLength is that of an element in ASN.1's basic encoding: a byte of type, then the length in one byte, or in as many as that byte says.
func berLength(b []byte) int {
	switch {
	case len(b) < 2:
		return -1
	case b[1] < 0x80:
		return 2 + int(b[1])
	}
	size := int(b[1] & 0x7f)
	if len(b) < 2+size {
		return -1
	}
	length := 0
	for _, part := range b[2 : 2+size] {
		length = min(length<<8|int(part), mostExpected)
	}
	return 2 + size + length
}

// uint16Length is big-endian, and does not count itself.
func uint16Length(b []byte) int {
	const size = 2
	if len(b) < size {
		return -1
	}
	return size + int(binary.BigEndian.Uint16(b))
}

// uint32Length is big-endian, and does not count itself.
func uint32Length(b []byte) int {
	const size = 4
	if len(b) < size {
		return -1
	}
	return size + int(min(binary.BigEndian.Uint32(b), mostExpected))
}

func parseMessage(m *Match) (matcher, error) {
	if _, known := messageLengths[m.Length]; !known {
		known := strings.Join(slices.Sorted(maps.Keys(messageLengths)), ", ")
		return nil, fmt.Errorf("match.length: %q; accepted are %s", m.Length, known)
	}
	pattern, err := optionalPattern("match.pattern", m.Pattern)
	return message{m.Length, pattern, m.Exact}, err
}

// wants tells how many bytes may have come in all after the next read. An exact one is waited for as long as its first bytes would have it,
// also where the service speaks another protocol.
func (m message) wants(received []byte) int {
	if !m.exact {
		return mostExpected
	}
	return messageLengths[m.length](received)
}

func (m message) evaluate(e expect, received []byte, peerEnded bool) evaluation {
	full := len(received) >= e.maxBytes
	end, found := m.find(received[:min(len(received), e.maxBytes)], peerEnded || full)
	switch {
	case len(received) == 0 || end < 0:
		return evaluation{verdict: undecided, end: -1}
	case found == e.not:
		return evaluation{verdict: mismatched, end: -1, full: full}
	}
	return evaluation{verdict: matched, end: end}
}

// find looks for the pattern once the message is whole, or all that will ever come; end is where it ends, -1: not yet.
func (m message) find(received []byte, last bool) (end int, found bool) {
	end = messageLengths[m.length](received)
	whole := end >= 0 && end <= len(received)
	switch {
	case !whole && !last:
		return -1, false
	case !whole:
		end = len(received)
	}
	if m.pattern == nil {
		return end, whole
	}
	return end, m.pattern.Match(received[:end])
}

func (message) least() int { return 1 }
func (m message) String() string {
	if m.pattern == nil {
		return "a whole message"
	}
	return fmt.Sprintf("a whole message that matches %q", m.pattern)
}
