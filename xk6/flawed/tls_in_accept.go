package flawed

import (
	"crypto/tls"
	"io"
)

// tls-in-accept makes the TLS handshake inside the accept loop, without a time limit: Python servers with a TLS-wrapped
// listening socket, and many home-made TLS listeners. On the wire: after the handshake the greeting comes inside TLS,
// from a goroutine per connection. While one peer owes its ClientHello, all others complete the TCP handshake with the
// kernel and theirs is acknowledged and not answered. An RST, a FIN or bytes that are no TLS fail the handshake and
// close that connection alone.
func init() {
	register(Flaw{
		Name:    "tls-in-accept",
		Summary: "makes the TLS handshake inside the accept loop; one silent connection holds up everybody",
		Client:  tlsClient,
		Serve: func(s *Service) {
			config := &tls.Config{Certificates: []tls.Certificate{selfSigned()}} // #nosec G402 -- a server to practise on: it takes every client
			for conn := range s.Accept() {
				secure := tls.Server(conn, config)
				if secure.Handshake() != nil {
					_ = conn.Close()
					continue
				}
				s.Go(func() { serveTLS(conn, secure) })
			}
		},
	})
}

// serveTLS greets inside TLS and reads to the peer's close_notify, then to its FIN.
func serveTLS(conn *Conn, secure *tls.Conn) {
	if _, err := secure.Write([]byte(greeting)); err == nil {
		conn.bookAnswer()
	}
	_, _ = io.Copy(io.Discard, secure)
	conn.ReadToEnd()
}
