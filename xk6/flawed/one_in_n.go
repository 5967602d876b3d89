package flawed

// one-in-n survives most resets: where stuck-greeting hangs at the first failed greeting, this one does at the 25th. It
// stands for a race with a window so narrow that one reset in 25 hits it (a handler that is just being registered, a
// lock taken twice); counted instead of left to chance, so that a run can rely on it. On the wire: 12 bytes 3 ms after
// the connection left the queue, from inside the accept loop. 24 RSTs before that do nothing; after the next one it
// accepts no more, and the queue fills. A peer that takes the greeting, or closes with a FIN, does no harm.
func init() {
	const n = 25
	register(Flaw{
		Name:    "one-in-n",
		Summary: "greets inside the accept loop 3 ms after accept; the 25th RST before that and it never accepts again",
		Client:  greetingClient,
		Serve: func(s *Service) {
			failed := 0
			for conn := range s.Accept() {
				if conn.GreetAfter(shortLook) == nil {
					s.Go(conn.ReadToEnd)
					continue
				}
				if failed++; failed == n {
					s.Wedge()
					return
				}
				_ = conn.Close()
			}
		},
	})
}
