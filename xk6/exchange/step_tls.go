package exchange

import (
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"time"
)

// handshake is a whole TLS handshake; later steps speak inside it.
type handshake struct {
	library library
	within  time.Duration // 0: what is left of the exchange's timeout
}

// library makes TLS over a connection, as the program does that stands at this end.
type library interface {
	client(w *wire) secured
	// recordByRecord tells whether it takes a record off the connection and nothing behind it.
	recordByRecord() bool
	// alert is what it sends, ahead of the end, to a peer whose first bytes are no TLS; nil: nothing.
	alert() []byte
}

// secured is a connection inside TLS.
type secured interface {
	io.ReadWriter
	Handshake() error
	CloseWrite() error
}

// goLibrary is crypto/tls, in its own name.
type goLibrary struct{ config *tls.Config }

func (l goLibrary) client(w *wire) secured { return tls.Client(w, l.config) }
func (goLibrary) recordByRecord() bool     { return false }
func (goLibrary) alert() []byte            { return nil }

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
	library, err := parseLibrary(s, state.host)
	if err != nil {
		return nil, err
	}
	return handshake{library, within}, nil
}

func parseLibrary(s Step, host string) (library, error) {
	copied, err := parseHello(s.Hello)
	switch {
	case err != nil:
		return nil, err
	case copied != nil && s.Groups != nil:
		return nil, fmt.Errorf("groups: given beside hello %q, which has its own", s.Hello)
	case copied != nil:
		return newOtherLibrary(*copied, s, host), nil
	}
	offered, err := parseGroups(s.Groups)
	if err != nil {
		return nil, err
	}
	config := &tls.Config{
		ServerName: s.ServerName, InsecureSkipVerify: !s.Verify, NextProtos: s.ALPN, CurvePreferences: offered, // #nosec G402 -- a health check takes any certificate unless its spec says verify
	}
	if s.Verify && s.ServerName == "" {
		config.ServerName = host
	}
	if s.Resume {
		config.ClientSessionCache = tls.NewLRUClientSessionCache(1)
	}
	return goLibrary{config}, nil
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
	link := &wire{c: c, early: early, recordByRecord: h.library.recordByRecord()}
	inside := h.library.client(link)
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
	case isNoTLS(err):
		_, _ = c.writeWire(h.library.alert())
	}
	return err
}

func isNoTLS(err error) bool {
	var header tls.RecordHeaderError
	return errors.As(err, &header) || isOtherNoTLS(err)
}

// distrusts tells whether this side refused the peer's certificate.
func distrusts(err error) bool {
	var untrusted *tls.CertificateVerificationError
	return errors.As(err, &untrusted) || isOtherDistrust(err)
}

// wire is the connection as crypto/tls wants it. Deadlines are the step's.
type wire struct {
	net.Conn // nil: crypto/tls calls only the methods below
	c        *conversation
	early    []byte

	recordByRecord bool
	header         []byte // of the record that is being read
	rest           int    // of its content
}

// recordHeader is the length of a record's header; its last two bytes are the length of the content.
const recordHeader = 5

// Read takes what has come. Record by record, as OpenSSL reads without read_ahead, it is the header and then the content and nothing
// behind it: that stays unread, and the close is an RST.
func (w *wire) Read(p []byte) (int, error) {
	if !w.recordByRecord {
		return w.take(p)
	}
	if w.rest > 0 {
		n, err := w.take(p[:min(len(p), w.rest)])
		w.rest -= n
		return n, err
	}
	n, err := w.take(p[:min(len(p), recordHeader-len(w.header))])
	if w.header = append(w.header, p[:n]...); len(w.header) == recordHeader {
		w.rest = int(w.header[3])<<8 | int(w.header[4])
		w.header = w.header[:0]
	}
	return n, err
}

func (w *wire) take(p []byte) (int, error) {
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

func (*wire) RemoteAddr() net.Addr { return nobody }

func (*wire) SetDeadline(time.Time) error      { return nil }
func (*wire) SetReadDeadline(time.Time) error  { return nil }
func (*wire) SetWriteDeadline(time.Time) error { return nil }
