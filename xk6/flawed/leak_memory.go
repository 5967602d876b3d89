package flawed

import "sync"

// leak-memory keeps the buffer of each connection that was reset: a session table whose entries only an orderly end takes
// out. On the wire: the greeting comes 50 ms after accept(), every connection is closed properly, and nothing shows. Each
// RST costs 128 KiB for ever.
func init() {
	const size = 128 << 10
	register(Flaw{
		Name:    "leak-memory",
		Summary: "keeps a buffer of 128 KiB for each connection that was reset, and closes the connection",
		Client:  greetingClient,
		Serve: func(s *Service) {
			var mu sync.Mutex
			var kept [][]byte
			for conn := range s.Accept() {
				s.Go(func() {
					_ = conn.GreetAfter(longLook)
					conn.ReadToEnd()
					if conn.Reset() {
						mu.Lock()
						defer mu.Unlock()
						kept = append(kept, written(size))
					}
				})
			}
		},
	})
}

// written is memory that is resident: pages that nobody has written to cost nothing.
func written(size int) []byte {
	buffer := make([]byte, size)
	for i := range buffer {
		buffer[i] = 1
	}
	return buffer
}
