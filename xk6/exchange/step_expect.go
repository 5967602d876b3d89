package exchange

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"time"
)

// expect reads until its match is found. What came beyond the match is kept for the next expect: it has left the socket, so it
// does not turn a FIN into an RST. A peek leaves everything in the socket.
type expect struct {
	matcher matcher
	within  time.Duration // 0: what is left of the exchange's timeout
	peek    bool
}

func parseExpect(s Step, so *soFar) (step, error) {
	matcher, err := parseMatch(s.Match)
	if err != nil {
		return nil, err
	}
	within, err := optionalDuration("withinMs", s.WithinMs, 0)
	switch {
	case err != nil:
		return nil, err
	case s.Peek && so.tls:
		return nil, errors.New("peek: true, but inside TLS bytes cannot be looked at and left in the socket")
	case s.Peek && !canPeek:
		return nil, fmt.Errorf("peek: true needs Linux: %w", ErrUnsupported)
	}
	return expect{matcher, within, s.Peek}, nil
}

func (e expect) run(c *conversation) error {
	began := time.Now()
	c.until = c.within(e.within)
	received, more := c.carry, c.readMore
	if e.peek {
		more = c.peekMore
	}
	for {
		if len(received) > 0 {
			end, hopeless := e.matcher.match(received)
			switch {
			case end >= 0 && e.peek:
				return nil
			case end >= 0:
				c.carry = received[end:]
				return nil
			case hopeless || len(received) >= mostExpected:
				return fmt.Errorf("expected %s, %d bytes came: %s", e.matcher, len(received), inProse(received))
			}
		}
		var err error
		if received, err = more(received); err != nil {
			return e.unmet(err, received, c.until.Sub(began))
		}
	}
}

func (e expect) unmet(err error, received []byte, limit time.Duration) error {
	what := "nothing came"
	if len(received) > 0 {
		what = fmt.Sprintf("%d bytes came: %s", len(received), inProse(received))
	}
	switch {
	case errors.Is(err, errTimeout):
		return because(err, "expected %s within %s ms, %s", e.matcher, ms(limit.Round(time.Microsecond)), what)
	case isEOF(err):
		return because(err, "expected %s, the peer ended the connection, %s", e.matcher, what)
	}
	return because(err, "%s; expected %s, %s", err, e.matcher, what)
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
