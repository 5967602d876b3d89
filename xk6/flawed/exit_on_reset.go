package flawed

// exit-on-reset lets one connection's error end the process: a Node server without an 'error' handler on its sockets, or
// any runtime in which an ECONNRESET that nobody catches is fatal. On the wire: the greeting comes 50 ms after accept(),
// and an RST at any time, before it or after, closes the listening socket and every connection. Later SYNs are answered
// by RSTs: refused, until somebody starts it again. A FIN does no harm, as long as it is one: a peer that closes with
// the greeting unread sends an RST.
func init() {
	register(Flaw{
		Name:    "exit-on-reset",
		Summary: "one reset connection ends the process: the listening socket and all connections are gone",
		Client:  greetingClient,
		Serve: func(s *Service) {
			for conn := range s.Accept() {
				s.Go(func() {
					_ = conn.GreetAfter(longLook)
					conn.ReadToEnd()
					if conn.Reset() {
						s.Exit()
					}
				})
			}
		},
	})
}
