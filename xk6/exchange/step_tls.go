package exchange

import (
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"time"
)

// handshake is a whole TLS handshake; later steps speak inside it.
type handshake struct {
	config *tls.Config
	within time.Duration // 0: what is left of the exchange's timeout
}

func parseTLS(s Step, state *parseState) (step, error) {
	if state.tls {
		return nil, errors.New("kind: tls, but the connection is inside TLS already")
	}
	if state.hello {
		return nil, errors.New("kind: tls, but a ClientHello without a handshake was sent before")
	}
	state.tls, state.sends = true, true
	within, err := optionalDuration("withinMs", s.WithinMs, 0)
	if err != nil {
		return nil, err
	}
	offered, err := parseGroups(s.Groups)
	if err != nil {
		return nil, err
	}
	config := &tls.Config{
		ServerName: s.ServerName, InsecureSkipVerify: !s.Verify, NextProtos: s.ALPN, CurvePreferences: offered, // #nosec G402 -- a health check takes any certificate unless its spec says verify
	}
	if s.Verify && s.ServerName == "" {
		config.ServerName = state.host
	}
	return handshake{config, within}, nil
}

// groups by their IANA names, in lower case.
var groups = map[string]tls.CurveID{
	"x25519":         tls.X25519,
	"x25519mlkem768": tls.X25519MLKEM768,
	"secp256r1":      tls.CurveP256,
	"secp384r1":      tls.CurveP384,
	"secp521r1":      tls.CurveP521,
}

// parseGroups is nil, Go's own choice, where nothing is asked for.
func parseGroups(written []string) (offered []tls.CurveID, err error) {
	for i, name := range written {
		group, known := groups[name]
		if !known {
			return nil, fmt.Errorf("groups[%d]: %q; accepted are %s", i, name, names(groups))
		}
		offered = append(offered, group)
	}
	return offered, nil
}

func (h handshake) run(c *conversation) error {
	began := time.Now()
	until := c.within(began, h.within)
	c.beginStep(until)
	early := c.carry // came before the handshake began; from here on what is carried is plaintext
	c.carry = nil
	c.turn = 0
	inside := tls.Client(&wire{c: c, early: early}, h.config)
	err := inside.Handshake()
	switch {
	case err == nil:
		c.tls = inside
		c.heard, c.turn = true, 0
		c.result.Answer = time.Since(c.result.Started)
		return nil
	case errors.Is(err, errTimeout):
		return describe(err, "the handshake was not over within %s ms", ms(until.Sub(began).Round(time.Microsecond)))
	case isEOF(err):
		return describe(err, "the peer ended the connection during the handshake")
	}
	return err
}

// wire is the connection as crypto/tls wants it. Deadlines are the step's.
type wire struct {
	net.Conn // nil: crypto/tls calls only the methods below
	c        *conversation
	early    []byte
}

func (w *wire) Read(p []byte) (int, error) {
	if n := copy(p, w.early); n > 0 {
		w.early = w.early[n:]
		return n, nil
	}
	n, err := w.c.readWire(p)
	if w.c.tls == nil { // part of the handshake: that much of an answer to ours
		w.c.turn += n
	}
	if errors.Is(err, errTimeout) {
		err = notYet{err}
	}
	return n, err
}

// notYet is an error after which crypto/tls can go on: the next Read continues where this one stopped.
type notYet struct{ error }

func (n notYet) Unwrap() error { return n.error }
func (notYet) Timeout() bool   { return true }
func (notYet) Temporary() bool { return true }

func (w *wire) Write(p []byte) (int, error) { return w.c.writeWire(p) }

func (*wire) SetDeadline(time.Time) error      { return nil }
func (*wire) SetReadDeadline(time.Time) error  { return nil }
func (*wire) SetWriteDeadline(time.Time) error { return nil }
