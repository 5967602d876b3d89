package flawed

import "sync/atomic"

// prefork has five workers that accept in turn, each busy with one connection until its peer ends, and a reset kills the
// worker that has it: SIGPIPE, or an exception, in a child that no parent replaces. On the wire: the greeting comes 50
// ms after accept(); each RST, before it or after, costs a fifth of the service, and nothing shows. After the fifth
// nobody accepts: the kernel completes handshakes until the queue is full, then drops SYNs. Five silent peers stop it as
// well, until one ends. A FIN does no harm, as long as it is one: a peer that closes with the greeting unread sends an
// RST.
func init() {
	const workers = 5
	register(Flaw{
		Name:    "prefork",
		Summary: "has 5 workers that accept in turn, and each reset kills one; after the fifth nobody accepts",
		Client:  greetingClient,
		Serve: func(s *Service) {
			var alive atomic.Int64
			alive.Store(workers)
			for range workers {
				s.Go(func() {
					for conn := range s.Accept() {
						_ = conn.GreetAfter(longLook)
						conn.ReadToEnd()
						if conn.Reset() {
							if alive.Add(-1) == 0 {
								s.Wedge()
							}
							return
						}
					}
				})
			}
		},
	})
}
