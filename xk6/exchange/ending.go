package exchange

import (
	"cmp"
	"fmt"
	"io"
	"time"
)

// ending closes the socket of a connection that was established.
type ending interface {
	end(c *conversation)
	// lingerSeconds is what SO_LINGER is set to before connect, or noLinger.
	lingerSeconds() int
}

const noLinger = -1

var endingKinds = map[string]func(Ending) (ending, error){
	"rst":        parseRST,
	"fin":        parseFIN,
	"drain-fin":  parseDrainFIN,
	"drain-rst":  parseDrainRST,
	"half-close": parseHalfClose,
}

func parseEnding(written *Ending, state *parseState) (ending, error) {
	if written == nil {
		return fin{}, nil
	}
	parse, known := endingKinds[written.Kind]
	if !known {
		return nil, fmt.Errorf("kind: %q; accepted are %s", written.Kind, names(endingKinds))
	}
	if written.CloseNotify != nil && !state.tls {
		return nil, fmt.Errorf("closeNotify: %t, but no step makes a TLS handshake", *written.CloseNotify)
	}
	return parse(*written)
}

// lingerSeconds is what SO_LINGER is set to before connect. Where only the ending of a failure wants it, it is taken off again for the other.
func (e *Exchange) lingerSeconds() int {
	if seconds := e.ending.lingerSeconds(); seconds != noLinger {
		return seconds
	}
	return e.failedEnding.lingerSeconds()
}

// end closes the connection, as the exchange went.
func (c *conversation) end(failure error) {
	e := c.exchange
	if failure != nil {
		c.closeNotify(e.failedCloseNotify)
		e.failedEnding.end(c)
		return
	}
	c.closeNotify(e.closeNotify)
	if e.ending.lingerSeconds() != e.lingerSeconds() {
		c.sock.lingerOff()
	}
	e.ending.end(c)
}

// notifies tells whether close_notify goes ahead of an ending inside TLS. Where the spec does not state it, close_notify goes ahead of a FIN.
func notifies(written *Ending) bool {
	switch {
	case written == nil:
		return true
	case written.CloseNotify != nil:
		return *written.CloseNotify
	}
	return written.Kind != "rst" && written.Kind != "drain-rst"
}

// closeNotify says goodbye inside TLS, as far as that needs no waiting.
func (c *conversation) closeNotify(notifies bool) {
	if c.tls != nil && notifies {
		c.beginStep(longAgo) // write what fits, wait for nothing
		_ = c.tls.CloseWrite()
	}
}

// drain reads and throws away until the peer ends (io.EOF) or the moment given. Whatever the moment is, it reads what has already
// arrived, and looks once behind that. Then it stops, even where the peer does not. It does not note the peer's end, which may be the
// answer to ours.
func (c *conversation) drain(until time.Time) error {
	buffer := make([]byte, 4<<10)
	arrived := c.sock.unread()
	if !hasEvidence {
		arrived = mostExpected
	}
	for total := 0; total <= arrived || c.ctx.Err() == nil && time.Now().Before(until); {
		n, err := c.sock.receive(buffer, until)
		if n == 0 {
			return cmp.Or(err, io.EOF)
		}
		total += n
		c.wireReceived += n
		if c.tls == nil {
			c.saw(c.taken, buffer[:n])
			c.taken += n
		}
	}
	return nil
}
