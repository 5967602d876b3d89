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
	copied, err := parseHello(s.Hello)
	if err != nil {
		return nil, err
	}
	state.hello, state.sends = true, true
	if copied != nil {
		return hello{firstFlightOf(newOtherLibrary(*copied, s, state.host).over)}, nil
	}
	config := &tls.Config{ServerName: s.ServerName, InsecureSkipVerify: true} // #nosec G402 -- the handshake is never finished: there is no certificate to verify
	return hello{firstFlightOf(func(link net.Conn) secured { return tls.Client(link, config) })}, nil
}

func (h hello) run(c *conversation) error { return c.send(h.record) }

// firstFlightOf is the ClientHello of a real client that nobody answers.
func firstFlightOf(client func(net.Conn) secured) []byte {
	var flight firstFlight
	_ = client(&flight).Handshake()
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
func (*firstFlight) RemoteAddr() net.Addr             { return nobody }
func (*firstFlight) SetDeadline(time.Time) error      { return nil }
func (*firstFlight) SetReadDeadline(time.Time) error  { return nil }
func (*firstFlight) SetWriteDeadline(time.Time) error { return nil }
