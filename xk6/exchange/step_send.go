package exchange

// mostSent is the most that one send may write.
const mostSent = 16 << 20

// send writes bytes: one write, so one segment where they fit (Nagle is off).
type send struct{ bytes []byte }

func parseSend(s Step, so *soFar) (step, error) {
	so.sends = true
	bytes, err := parseHex("hex", s.Hex, mostSent)
	return send{bytes}, err
}

func (s send) run(c *conversation) error { return c.send(s.bytes) }
