package exchange

import "time"

// halfClose sends a FIN (shutdown of the write side), reads to the peer's end, and closes.
type halfClose struct{ within time.Duration }

func parseHalfClose(written Ending) (ending, error) {
	within, err := optionalDuration("withinMs", written.WithinMs, time.Second)
	return halfClose{within}, err
}

func (halfClose) lingerSeconds() int { return noLinger }

func (h halfClose) end(c *conversation) {
	c.sock.shutdownWrite()
	_ = c.drain(c.within(time.Now(), h.within))
	c.close("fin")
}
