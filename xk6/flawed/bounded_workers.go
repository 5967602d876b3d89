package flawed

import "time"

// bounded-workers has eight workers, and a connection keeps one until its peer ends, for 5 s at the most: pre-threaded
// servers with a read timeout, and login limits such as sshd's MaxStartups. On the wire: 12 bytes at once, and after 5 s
// of silence a FIN. With eight silent peers the next ones complete the handshake with the kernel and wait in the accept
// queue. It recovers by itself, when they end or their time is up. Whoever ends, by FIN or by RST, gives the worker back
// at once: short checks do no harm, and neither do clients.
func init() {
	const (
		workers     = 8
		readTimeout = 5 * time.Second
	)
	register(Flaw{
		Name:    "bounded-workers",
		Summary: "has 8 workers, and a silent connection keeps one for 5 s; with 8 of them nobody else is served meanwhile",
		Client:  greetingClient,
		Serve: func(s *Service) {
			busy := make(chan struct{}, workers)
			if !s.Take(busy) {
				return
			}
			for conn := range s.Accept() {
				s.Go(func() {
					defer func() { <-busy }()
					_ = conn.SetDeadline(time.Now().Add(readTimeout))
					_ = conn.Greet()
					conn.ReadToEnd()
				})
				if !s.Take(busy) {
					return
				}
			}
		},
	})
}
