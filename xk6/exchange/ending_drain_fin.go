package exchange

// drainFIN reads what has already arrived and closes plainly: a FIN leaves even where a greeting lay unread.
type drainFIN struct{}

func parseDrainFIN(Ending) (ending, error) { return drainFIN{}, nil }

func (drainFIN) lingerSeconds() int { return noLinger }

func (drainFIN) end(c *conversation) {
	if err := c.drain(longAgo); isReset(err) {
		c.sock.peer = "rst"
	}
	c.close("fin")
}
