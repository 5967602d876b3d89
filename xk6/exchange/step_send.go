package exchange

import "errors"

// mostSent is the most that one send may write.
const mostSent = 16 << 20

// send writes bytes in one write, so in one segment where they fit (Nagle's algorithm is off unless the spec wants it). It begins a new turn of the conversation:
// what is left of the earlier answer ("250 " was expected, "HELP" follows) is not part of the next one.
type send struct {
	bytes    []byte
	ifSilent bool // nothing is sent, and the step fails, where the service has spoken already
}

func parseSend(s Step, state *parseState) (step, error) {
	state.sends = true
	bytes, err := parseBytes("", s.Hex, s.Text, s.Bytes, mostSent)
	return send{bytes, s.IfSilent}, err
}

// errSpokeFirst: bytes came ahead of the question that they would have to answer.
var errSpokeFirst = errors.New("the service spoke first, so nothing was sent")

func (s send) run(c *conversation) error {
	if s.ifSilent && c.spokenTo() {
		return errSpokeFirst
	}
	c.carry = nil
	return c.send(s.bytes)
}

// spokenTo tells whether the service has said something that no step has read. It takes what is there, as a reader that is awake does.
func (c *conversation) spokenTo() bool {
	if c.tls == nil && len(c.carry) == 0 && c.sock.unread() > 0 { // inside TLS it may be a session ticket
		c.pause = longAgo
		c.carry, _ = c.readMore(nil, 4096)
	}
	return len(c.carry) > 0
}
