package flawed

import "time"

// stuck-greeting writes its greeting inside the accept loop. On the wire: 12 bytes 1.5 ms after the connection left the
// accept queue. If the peer's RST is there first, the write fails (ECONNRESET), and that ends accepting for good: the
// socket keeps listening, the kernel keeps completing handshakes until the queue is full (backlog + 1 connections) and then
// drops SYNs. A peer that takes the greeting, or closes with a FIN, does no harm: the first write after a FIN succeeds.
func init() {
	register(Flaw{
		Name:    "stuck-greeting",
		Summary: "greets inside the accept loop 1.5 ms after accept; an RST before that and it never accepts again",
		Client:  greetingClient,
		Serve: func(s *Service) {
			for conn := range s.Accept() {
				if !s.Pause(1500 * time.Microsecond) {
					return
				}
				if conn.Greet() != nil {
					s.Wedge()
					return
				}
				s.Go(conn.ReadToEnd)
			}
		},
	})
}
