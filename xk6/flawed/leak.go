package flawed

import "sync/atomic"

// leak forgets to close when the peer's FIN comes before its first request: CockroachDB and go-lumber behind balancers
// that close with a FIN. Clients speak first, and are closed properly. On the wire: such a FIN is acknowledged and never
// answered by one, and the connection stays in CLOSE_WAIT. After 32 of them the descriptors are used up (a small `ulimit
// -n`, so that a short storm shows it) and accept() fails with EMFILE for ever: the queue fills, then SYNs are dropped.
// An RST closes its connection properly, whenever it comes.
func init() {
	const descriptors = 32
	register(Flaw{
		Name:    "leak",
		Summary: "never closes after a FIN that came without a request; its 32 descriptors gone, it accepts no more",
		Client:  helloClient,
		Serve: func(s *Service) {
			inUse := make(chan struct{}, descriptors)
			var leaked atomic.Int64
			if !s.Take(inUse) {
				return
			}
			for conn := range s.Accept() {
				s.Go(func() {
					switch {
					case conn.Hear():
						conn.Welcome()
					case conn.Reset():
						_ = conn.Close()
					default:
						if leaked.Add(1) == descriptors {
							s.Wedge()
						}
						return
					}
					<-inUse
				})
				if !s.Take(inUse) {
					return
				}
			}
		},
	})
}
