package exchange

import (
	"errors"
	"io"
)

// drainRST reads what has already arrived and resets; where the peer's FIN was among it, it closes plainly, so that a FIN answers
// the FIN.
type drainRST struct{}

func parseDrainRST(Ending) (ending, error) { return drainRST{}, nil }

func (drainRST) lingerSeconds() int { return 0 }

func (drainRST) end(c *conversation) {
	sends := "rst"
	switch err := c.drain(longAgo); {
	case errors.Is(err, io.EOF):
		c.sock.peer, sends = "fin", "fin"
		c.sock.lingerOff()
	case isReset(err):
		c.sock.peer = "rst"
	}
	c.result.PeerEnded = c.sock.peer
	c.close(sends)
}
