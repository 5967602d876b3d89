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
// It follows HAProxy (src/tcpcheck.c, tcpcheck_eval_expect): a match decides at once. A mismatch decides only when the peer has ended, or
// when minBytes was given and as many bytes have come.
type expect struct {
	matcher  matcher
	within   time.Duration // 0: what is left of the exchange's timeout
	peek     bool
	not      bool // a match is the failure
	keep     bool // the next expect sees all bytes again
	minBytes int  // -1: none given
	maxBytes int  // more are not looked at
}

func parseExpect(s Step, state *parseState) (step, error) {
	matcher, err := parseMatch(s.Match)
	if err != nil {
		return nil, err
	}
	within, err := optionalDuration("withinMs", s.WithinMs, 0)
	minBytes := -1
	if s.MinBytes != nil {
		minBytes = *s.MinBytes
	}
	maxBytes := max(minBytes, mostLookedAt(matcher))
	if s.MaxBytes != nil {
		maxBytes = *s.MaxBytes
	}
	least := max(minBytes, matcher.least())
	switch {
	case err != nil:
		return nil, err
	case s.Peek && state.tls:
		return nil, errors.New("peek: true, but inside TLS bytes cannot be looked at and left in the socket")
	case s.Peek && !canPeek:
		return nil, fmt.Errorf("peek: true needs Linux: %w", ErrUnsupported)
	case s.Not && s.Match.Kind == "any":
		return nil, errors.New("not: true, but with match.kind any no answer could ever be right")
	case s.MinBytes != nil && (minBytes < 0 || minBytes > mostExpected):
		return nil, fmt.Errorf("minBytes: %d; accepted are 0 to %d", minBytes, mostExpected)
	case s.MaxBytes != nil && (maxBytes < least || maxBytes > mostExpected):
		return nil, fmt.Errorf("maxBytes: %d; accepted are %d, which it needs, to %d", maxBytes, least, mostExpected)
	}
	return expect{matcher, within, s.Peek, s.Not, s.Keep, minBytes, maxBytes}, nil
}

func (e expect) run(c *conversation) error {
	began := time.Now()
	until := c.within(began, e.within)
	c.beginStep(until)
	received, more := c.carry, c.readMore
	if e.peek {
		more = c.peekMore
	}
	var look look
	for {
		if look.isWorthwhile(len(received), e.maxBytes) {
			if found := look.take(e, received, false); found.verdict != undecided {
				return e.settle(c, received, found)
			}
		}
		var err error
		c.pause = look.patience(len(received), until)
		early := c.lookEarly()
		received, err = more(received, e.most(received))
		fresh := len(received) > look.seen
		switch {
		case err == nil:
			continue
		case errors.Is(err, errCancelled):
			return err
		case errors.Is(err, errTimeout) && early:
			evidence := c.sock.evidence()
			c.early = &evidence
			continue
		case errors.Is(err, errTimeout) && fresh: // nothing more has come yet
			if found := look.take(e, received, false); found.verdict != undecided {
				return e.settle(c, received, found)
			}
			continue
		case isEOF(err) || isReset(err):
			if found := look.take(e, received, true); found.verdict == matched {
				return e.settle(c, received, found)
			}
		}
		return e.unmet(err, received, until.Sub(began))
	}
}

// most is how many bytes there may be in all after the next read.
func (e expect) most(received []byte) int {
	if matcher, is := e.matcher.(measured); is {
		return min(max(matcher.wants(received), len(received)+1), e.maxBytes)
	}
	return e.maxBytes
}

// lookEarly cuts the pause of a connection that has been silent from the start, once: what came by then tells retransmitted SYN/ACKs
// from what comes later.
func (c *conversation) lookEarly() bool {
	at := c.connected.Add(earlyLook)
	if !hasEvidence || c.early != nil || c.heard || c.wireSent > 0 || !at.Before(c.pause) {
		return false
	}
	c.pause = at
	return true
}

// look is the last look of an expect at what came. A peer may send endlessly and in small parts, and each look begins at the first byte
// again. So the next look comes when a quarter more bytes are there, or when no more bytes come; after a look that took long, it waits a
// while to see whether more come. This way the time of all looks is proportional to the bytes, and never most of the time.
type look struct {
	seen int           // bytes
	at   time.Time     // when it was over
	took time.Duration // how long it took
}

func (l *look) isWorthwhile(received, most int) bool {
	return received > l.seen && received >= min(l.seen+l.seen/4, most)
}

// patience is how long to wait for more bytes: to the end, or, when some are there that were not looked at, hardly at all.
func (l *look) patience(received int, until time.Time) time.Time {
	const short = 200 * time.Microsecond
	if received == l.seen {
		return until
	}
	if l.took < short {
		return longAgo
	}
	if pause := l.at.Add(4 * l.took); pause.Before(until) {
		return pause
	}
	return until
}

func (l *look) take(e expect, received []byte, peerEnded bool) evaluation {
	began := time.Now()
	found := e.matcher.evaluate(e, received, peerEnded)
	l.seen, l.at = len(received), time.Now()
	l.took = l.at.Sub(began)
	return found
}

// verdict on the bytes that came.
type verdict int

const (
	undecided verdict = iota // more bytes, or the peer's end, may decide
	matched
	mismatched
)

type evaluation struct {
	verdict verdict
	end     int  // of the match; -1: there is none
	full    bool // as many bytes came as are looked at, and more might have matched
}

// settle ends the step: it keeps what the next expect is to see, or says what was expected and what came.
func (e expect) settle(c *conversation, received []byte, found evaluation) error {
	switch {
	case found.verdict == mismatched && found.full:
		return fmt.Errorf("expected %s within %d bytes, and as many came: %s", e.wanted(), e.maxBytes, inProse(received))
	case found.verdict == mismatched:
		return fmt.Errorf("expected %s, %d bytes came: %s", e.wanted(), len(received), inProse(received))
	}
	c.result.Answer = c.cameAt.Sub(c.result.Started)
	switch {
	case e.peek:
	case e.not || e.keep:
		c.carry = received
	default:
		c.carry = received[found.end:]
	}
	return nil
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
		return describe(err, "expected %s within %s ms, %s", e.wanted(), ms(limit.Round(time.Microsecond)), what)
	case isEOF(err):
		return describe(err, "expected %s, the peer ended the connection, %s", e.wanted(), what)
	}
	return describe(err, "%s; expected %s, %s", err, e.wanted(), what)
}

// readMore takes bytes from the socket, or out of TLS, and returns them behind those given: most in all.
func (c *conversation) readMore(received []byte, most int) ([]byte, error) {
	had := len(received)
	received = slices.Grow(received, min(4096, most-had))
	room := received[had:min(cap(received), most)]
	n, err := c.read(room)
	if n > 0 {
		c.saw(c.taken, room[:n])
		c.taken += n
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
	if err := c.timeIsUp(); err != nil {
		return 0, err
	}
	n, err := c.sock.read(p, c.pause)
	c.wireReceived += n
	if n == 0 && err == nil {
		err = io.EOF
	}
	return n, err
}

// peekMore looks at the socket until it holds more than was seen before, and returns all of it behind the carried bytes: most in all.
// The kernel shows the bytes from the first one on, so the room doubles as long as there are more, and is used again.
func (c *conversation) peekMore(received []byte, most int) ([]byte, error) {
	if err := c.timeIsUp(); err != nil {
		return received, err
	}
	carried := len(c.carry)
	seen := max(0, len(received)-carried)
	size := min(max(4096, 2*seen), most-carried)
	received = slices.Grow(received, carried+size-len(received))
	n, err := c.sock.peek(received[carried:carried+size], seen, c.pause)
	if err != nil {
		return received, err
	}
	received = received[:carried+n]
	c.saw(c.taken, received[carried:])
	return received, nil
}
