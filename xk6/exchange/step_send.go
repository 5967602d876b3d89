package exchange

// mostSent is the most that one send may write.
const mostSent = 16 << 20

// send writes bytes: one write, so one segment where they fit (Nagle is off). It begins a new turn of the conversation: what is
// left of the answer before it ("250 " was expected, "HELP" follows) is not part of the next one.
type send struct{ bytes []byte }

func parseSend(s Step, state *parseState) (step, error) {
	state.sends = true
	bytes, err := parseBytes("", s.Hex, s.Text, s.Bytes, mostSent)
	return send{bytes}, err
}

func (s send) run(c *conversation) error {
	c.carry = nil
	return c.send(s.bytes)
}
