package exchange

import (
	"cmp"
	"errors"
	"fmt"
	"net"

	utls "github.com/refraction-networking/utls"
)

// otherLibrary speaks TLS with the ClientHello of another library than Go's: its versions, ciphers, extensions, their order, and its size.
//
// It cannot finish all that it offers: a service that picks DHE, CCM, X448 or a finite field group fails the handshake.
type otherLibrary struct {
	hello      copiedHello
	serverName string
	config     *utls.Config
}

func newOtherLibrary(copied copiedHello, s Step, host string) otherLibrary {
	config := &utls.Config{
		ServerName: s.ServerName, InsecureSkipVerify: !s.Verify, NextProtos: s.ALPN, // #nosec G402 -- a health check takes any certificate unless its spec says verify
		OmitEmptyPsk: true, PreferSkipResumptionOnNilExtension: true,
	}
	if s.Verify && s.ServerName == "" {
		config.ServerName = host
	}
	if s.Resume {
		config.ClientSessionCache = utls.NewLRUClientSessionCache(1)
	}
	return otherLibrary{copied, s.ServerName, config}
}

func (l otherLibrary) recordByRecord() bool   { return l.hello.recordByRecord }
func (l otherLibrary) alert() []byte          { return l.hello.alert }
func (l otherLibrary) client(w *wire) secured { return l.over(w) }

func (l otherLibrary) over(link net.Conn) secured {
	client := utls.UClient(link, l.config, utls.HelloCustom)
	spec := l.hello.spec(l.serverName, l.config.NextProtos)
	if err := client.ApplyPreset(&spec); err != nil {
		return broken{client, err}
	}
	if !l.hello.sessionID && !l.keepsSession() {
		client.HandshakeState.Hello.SessionId = nil
	}
	return client
}

// keepsSession tells whether there is a session to resume, which takes an ID to be recognised by.
func (l otherLibrary) keepsSession() bool {
	if l.config.ClientSessionCache == nil {
		return false
	}
	_, kept := l.config.ClientSessionCache.Get(cmp.Or(l.config.ServerName, nobody.String()))
	return kept
}

// nobody is who sessions are kept for, where no server name tells: there is one peer.
var nobody = &net.TCPAddr{}

// broken is a client whose ClientHello could not be made.
type broken struct {
	*utls.UConn
	err error
}

func (b broken) Handshake() error { return b.err }

func isOtherNoTLS(err error) bool {
	var header utls.RecordHeaderError
	return errors.As(err, &header)
}

func isOtherDistrust(err error) bool {
	var untrusted *utls.CertificateVerificationError
	return errors.As(err, &untrusted)
}

// ownHello is the name of Go's own.
const ownHello = "go"

// parseHello is nil for Go's own.
func parseHello(name string) (*copiedHello, error) {
	if name == "" || name == ownHello {
		return nil, nil
	}
	copied, known := copiedHellos[name]
	if !known {
		return nil, fmt.Errorf("hello: %q; accepted are %s, %s", name, ownHello, names(copiedHellos))
	}
	return &copied, nil
}
