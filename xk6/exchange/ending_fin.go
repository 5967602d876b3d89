package exchange

import (
	"fmt"
	"time"
)

// fin closes plainly: a FIN leaves, or an RST when received bytes lie unread.
type fin struct {
	linger time.Duration // SO_LINGER{1,n}: close waits for the peer's kernel to acknowledge the FIN
}

func parseFIN(written Ending) (ending, error) {
	if written.LingerSeconds == nil {
		return fin{}, nil
	}
	if seconds := *written.LingerSeconds; seconds < 1 || seconds > 3600 {
		return nil, fmt.Errorf("lingerSeconds: %d; accepted are 1 to 3600 (0 would be an RST: use kind rst)", seconds)
	}
	return fin{time.Duration(*written.LingerSeconds) * time.Second}, nil
}

func (f fin) lingerSeconds() int {
	if f.linger == 0 {
		return noLinger
	}
	return int(f.linger / time.Second)
}

func (f fin) end(c *conversation) {
	c.sock.lingers = f.linger
	c.close("fin")
}
