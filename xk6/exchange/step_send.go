package exchange

// mostSent is the most that one send may write.
const mostSent = 16 << 20

// send writes bytes in one write, so in one segment where they fit (Nagle's algorithm is off). It begins a new turn of the conversation:
// what is left of the earlier answer ("250 " was expected, "HELP" follows) is not part of the next one.
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
