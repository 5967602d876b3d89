package flawed

import "sync"

// busy-after-fin never sleeps again once a peer has left, by FIN, without a word: the connection is closed, and its entry
// stays in the list of what is ready, so that the event loop looks at it again and again. On the wire: a request is
// answered, a FIN by a FIN, and nothing shows; clients get in as before. It costs a core. An RST takes the other path and
// does no harm.
func init() {
	register(Flaw{
		Name:    "busy-after-fin",
		Summary: "keeps a core busy for ever after the first FIN without a word; everybody is served",
		Client:  helloClient,
		Serve: func(s *Service) {
			var once sync.Once
			for conn := range s.Accept() {
				s.Go(func() {
					defer conn.Close()
					if conn.Hear() {
						conn.Welcome()
					} else if !conn.Reset() {
						once.Do(func() { s.Go(s.spin) })
					}
				})
			}
		},
	})
}

// spin does nothing, at full speed, until the server stops.
func (s *Service) spin() {
	for s.stopping.Err() == nil {
		continue
	}
}
