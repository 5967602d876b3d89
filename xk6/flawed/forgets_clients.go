package flawed

import "sync/atomic"

// forgets-clients tidies up only when a client calls: each connection takes one of 20 sessions, and the sessions of
// peers that left without a word are given back by the next request, whoever makes it. Pools and caches that are swept
// on the path of success do this. On the wire: a greeting, and a welcome for whoever says a word. After 20 peers in a
// row that said none, ended by FIN or by RST, there is no session left, so there will be no request either: it accepts
// no more, and the queue fills. By day clients call between the checks and nothing shows; the first quiet night ends it.
func init() {
	const most = 20
	register(Flaw{
		Name:    "forgets-clients",
		Summary: "frees the sessions of silent peers at the next request; 20 such in a row and it accepts no more",
		Client:  helloClient,
		Serve: func(s *Service) {
			sessions := make(chan struct{}, most)
			var stale atomic.Int64
			if !s.Take(sessions) {
				return
			}
			for conn := range s.Accept() {
				s.Go(func() {
					defer conn.Close()
					_ = conn.Greet()
					if !conn.Hear() {
						if stale.Add(1) == most {
							s.Wedge()
						}
						return
					}
					for range stale.Swap(0) {
						<-sessions
					}
					conn.Welcome()
					<-sessions
				})
				if !s.Take(sessions) {
					return
				}
			}
		},
	})
}
