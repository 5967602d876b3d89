package exchange

// drainFIN reads what has already arrived and closes plainly: a FIN leaves even where a greeting lay unread.
type drainFIN struct{}

func parseDrainFIN(Ending) (ending, error) { return drainFIN{}, nil }

func (drainFIN) lingerSeconds() int { return noLinger }

func (drainFIN) end(c *conversation) {
	long := c.result.Started // over: waits for nothing
	if err := c.drain(long, c.deadline); isReset(err) {
		c.sock.peer = "rst"
	}
	c.close("fin")
}
