package flawed

// leak-any never closes a connection, however its peer ended it: clients alone bring it down, and no check is to blame. On
// the wire: the greeting comes 50 ms after accept(), and a FIN is never answered by one: the connection stays in
// CLOSE_WAIT. Everybody gets in until the process's own limit (`ulimit -n`) is reached.
func init() {
	register(Flaw{
		Name:    "leak-any",
		Summary: "keeps the descriptor of every connection, a client's as well as a check's",
		Client:  greetingClient,
		Serve: func(s *Service) {
			for conn := range s.Accept() {
				s.Go(func() {
					_ = conn.GreetAfter(longLook)
					conn.readUntilEnded()
				})
			}
		},
	})
}
