package exchange

import (
	"crypto/tls"
	"errors"
	"io"
	"net"
	"time"
)

// hello writes a ClientHello and nothing more: the service waits for a handshake that never goes on.
type hello struct{ record []byte }

func parseTLSHello(s Step, state *parseState) (step, error) {
	if state.tls || state.hello {
		return nil, errors.New("kind: tls-hello, but TLS was begun already")
	}
	state.hello, state.sends = true, true
	return hello{clientHello(s.ServerName)}, nil
}

func (h hello) run(c *conversation) error { return c.send(h.record) }

// clientHello is the first flight of a real client that nobody answers.
func clientHello(serverName string) []byte {
	var flight firstFlight
	_ = tls.Client(&flight, &tls.Config{ServerName: serverName, InsecureSkipVerify: true}).Handshake() // #nosec G402 -- the handshake is never finished: there is no certificate to verify
	return flight.written
}

type firstFlight struct {
	net.Conn // nil: crypto/tls calls only the methods below
	written  []byte
}

func (f *firstFlight) Write(p []byte) (int, error) {
	f.written = append(f.written, p...)
	return len(p), nil
}

func (*firstFlight) Read([]byte) (int, error)         { return 0, io.EOF }
func (*firstFlight) SetDeadline(time.Time) error      { return nil }
func (*firstFlight) SetReadDeadline(time.Time) error  { return nil }
func (*firstFlight) SetWriteDeadline(time.Time) error { return nil }
