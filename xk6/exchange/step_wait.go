package exchange

import "time"

// wait does nothing on the wire; what arrives stays unread in the socket.
type wait struct{ length time.Duration }

func parseWait(s Step, so *soFar) (step, error) {
	if s.Ms == nil {
		return nil, missing("ms")
	}
	length, err := duration("ms", *s.Ms)
	so.waits += length
	return wait{length}, err
}

func (w wait) run(c *conversation) error {
	until := time.Now().Add(w.length)
	if !until.After(c.deadline) {
		return sleepUntil(c.ctx, until)
	}
	if err := sleepUntil(c.ctx, c.deadline); err != nil {
		return err
	}
	return because(errLate, "the exchange's %s ms were over", ms(c.exchange.timeout))
}
