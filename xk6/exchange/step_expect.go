package exchange

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"time"
)

// expect reads until it can tell whether its match is there. What came beyond the match is kept for the next expect: it has left
// the socket, so it does not turn a FIN into an RST. A peek leaves everything in the socket.
//
// When it can tell is HAProxy's rule (src/tcpcheck.c, tcpcheck_eval_expect): a match settles it at once, a mismatch only when
// the peer has ended, or when a least number of bytes was given and that many have come.
type expect struct {
	matcher  matcher
	within   time.Duration // 0: what is left of the exchange's timeout
	peek     bool
	not      bool // a match is the failure
	keep     bool // the next expect sees all bytes again
	minBytes int  // -1: none given
}

func parseExpect(s Step, so *soFar) (step, error) {
	matcher, err := parseMatch(s.Match)
	if err != nil {
		return nil, err
	}
	within, err := optionalDuration("withinMs", s.WithinMs, 0)
	minBytes := -1
	if s.MinBytes != nil {
		minBytes = *s.MinBytes
	}
	switch {
	case err != nil:
		return nil, err
	case s.Peek && so.tls:
		return nil, errors.New("peek: true, but inside TLS bytes cannot be looked at and left in the socket")
	case s.Peek && !canPeek:
		return nil, fmt.Errorf("peek: true needs Linux: %w", ErrUnsupported)
	case s.Not && s.Match.Kind == "any":
		return nil, errors.New("not: true, but with match.kind any no answer could ever be right")
	case s.MinBytes != nil && (minBytes < 0 || minBytes > mostExpected):
		return nil, fmt.Errorf("minBytes: %d; accepted are 0 to %d", minBytes, mostExpected)
	}
	return expect{matcher, within, s.Peek, s.Not, s.Keep, minBytes}, nil
}

func (e expect) run(c *conversation) error {
	began := time.Now()
	c.until = c.within(began, e.within)
	received, more := c.carry, c.readMore
	if e.peek {
		more = c.peekMore
	}
	for {
		if conclusive, err := e.evaluate(c, received, false); conclusive {
			return err
		}
		var err error
		if received, err = more(received); err == nil {
			continue
		}
		if isEOF(err) || isReset(err) {
			if conclusive, mismatch := e.evaluate(c, received, true); conclusive && mismatch == nil {
				return nil
			}
		}
		return e.unmet(err, received, c.until.Sub(began))
	}
}

// evaluate tells whether the bytes that came settle it, and how; without any byte nothing is settled, not even by the peer's end.
func (e expect) evaluate(c *conversation, received []byte, peerEnded bool) (conclusive bool, err error) {
	last := peerEnded || len(received) >= mostExpected
	if len(received) == 0 || !last && len(received) < e.minBytes {
		return false, nil
	}
	end, hopeless := e.matcher.match(received)
	enough := e.minBytes >= 0 && len(received) >= e.matcher.least()
	switch {
	case end < 0 && !last && !hopeless && !enough:
		return false, nil
	case (end >= 0) == e.not:
		return true, fmt.Errorf("expected %s, %d bytes came: %s", e.wanted(), len(received), inProse(received))
	case e.peek:
	case e.not || e.keep:
		c.carry = received
	default:
		c.carry = received[end:]
	}
	return true, nil
}

func (e expect) wanted() string {
	if e.not {
		return "anything but " + e.matcher.String()
	}
	return e.matcher.String()
}

func (e expect) unmet(err error, received []byte, limit time.Duration) error {
	what := "nothing came"
	if len(received) > 0 {
		what = fmt.Sprintf("%d bytes came: %s", len(received), inProse(received))
	}
	switch {
	case errors.Is(err, errTimeout):
		return because(err, "expected %s within %s ms, %s", e.wanted(), ms(limit.Round(time.Microsecond)), what)
	case isEOF(err):
		return because(err, "expected %s, the peer ended the connection, %s", e.wanted(), what)
	}
	return because(err, "%s; expected %s, %s", err, e.wanted(), what)
}

// readMore takes bytes from the socket, or out of TLS, and returns them behind those given.
func (c *conversation) readMore(received []byte) ([]byte, error) {
	had := len(received)
	received = slices.Grow(received, min(4096, mostExpected-had))
	room := received[had:min(cap(received), mostExpected)]
	n, err := c.read(room)
	c.saw(c.taken, room[:n])
	c.taken += n
	if n > 0 {
		err = nil // an error behind bytes comes again
	}
	return received[:had+n], err
}

func (c *conversation) read(p []byte) (int, error) {
	if c.tls != nil {
		return c.tls.Read(p)
	}
	return c.readWire(p)
}

// readWire waits for at least one byte.
func (c *conversation) readWire(p []byte) (int, error) {
	n, err := c.sock.read(p, c.until)
	c.cameIn(n)
	if n == 0 && err == nil {
		err = io.EOF
	}
	return n, err
}

// peekMore looks at the socket until it holds more than was seen before, and returns all of it behind the carried bytes.
func (c *conversation) peekMore(received []byte) ([]byte, error) {
	carried := len(c.carry)
	seen := max(0, len(received)-carried)
	size := min(max(4096, 2*seen), mostExpected)
	all := append(make([]byte, 0, carried+size), c.carry...)
	n, err := c.sock.peek(all[carried:carried+size], seen, c.until)
	if err != nil {
		return received, err
	}
	all = all[:carried+n]
	c.saw(c.taken, all[carried:])
	c.firstByte()
	return all, nil
}
