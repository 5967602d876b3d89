package exchange

// rst closes with SO_LINGER{1,0}, set before connect: an RST leaves at once and nothing stays in TIME_WAIT.
type rst struct{}

func parseRST(Ending) (ending, error) { return rst{}, nil }

func (rst) lingerSeconds() int { return 0 }

func (rst) end(c *conversation) { c.close("rst") }
