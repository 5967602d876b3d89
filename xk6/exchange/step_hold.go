package exchange

import "time"

// hold keeps the connection open and silent until its time is over or the peer ends. What arrives stays unread, so a FIN behind
// unread data is seen by the state of the connection, not by reading.
type hold struct{ length time.Duration }

func parseHold(s Step, _ *parseState) (step, error) {
	if s.Ms == nil {
		return hold{}, nil
	}
	length, err := duration("ms", *s.Ms)
	return hold{length}, err
}

func (h hold) run(c *conversation) error {
	began := time.Now()
	until := c.options.HoldUntil
	if h.length > 0 {
		until = began.Add(h.length)
	}
	err := c.sock.awaitEnd(until)
	c.deadline = c.deadline.Add(time.Since(began)) // the timeout does not count a hold
	if c.sock.peer != "" && c.result.HungUp == 0 {
		c.result.HungUp = max(c.sock.lastOpen.Sub(c.connected), 1)
	}
	return err
}
