package flawed

// leak-on-reset closes after every end but one: the path of a reset connection returns before its close. On the wire: the
// greeting comes 50 ms after accept(), a FIN is answered by a FIN, and an RST by nothing, as always. Each RST costs one
// descriptor for ever, and no socket state shows it: the kernel has done with the connection, the process keeps its
// number. Clients get in until the process's own limit (`ulimit -n`) is reached; then accept() fails with EMFILE.
func init() {
	register(Flaw{
		Name:    "leak-on-reset",
		Summary: "keeps the descriptor of each connection that was reset; clients get in until none is left",
		Client:  greetingClient,
		Serve: func(s *Service) {
			for conn := range s.Accept() {
				s.Go(func() {
					_ = conn.GreetAfter(longLook)
					conn.readUntilEnded()
					if !conn.Reset() {
						_ = conn.Close()
					}
				})
			}
		},
	})
}
