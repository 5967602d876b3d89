package flawed

import (
	"runtime"
	"sync/atomic"
)

// workers-end has eleven worker threads behind one accept loop, and a connection that ends without a request ends its
// worker for good: an exception that no handler catches and no pool makes up for. On the wire: a request is answered. A
// FIN or an RST before it costs a worker, and so does an RST behind it; nothing shows until the last one has ended. From
// then on everybody is accepted, waits in the service's own queue and gets nothing.
func init() {
	const workers = 11
	register(Flaw{
		Name:    "workers-end",
		Summary: "has 11 worker threads, and each ends for good with a connection that is reset or makes no request",
		Client:  helloClient,
		Serve: func(s *Service) {
			var alive atomic.Int64
			alive.Store(workers)
			queue := make(chan *Conn)
			for range workers {
				s.Go(func() {
					// Without an unlock the thread ends together with the goroutine.
					runtime.LockOSThread()
					for conn := s.next(queue); conn != nil && conn.serveRequest(); {
						conn = s.next(queue)
					}
					if alive.Add(-1) == 0 {
						s.Wedge()
					}
				})
			}
			for conn := range s.Accept() {
				s.Go(func() {
					select {
					case queue <- conn:
					case <-s.stopping.Done():
					}
				})
			}
		},
	})
}

// next is nil when the server stops.
func (s *Service) next(queue <-chan *Conn) *Conn {
	select {
	case conn := <-queue:
		return conn
	case <-s.stopping.Done():
		return nil
	}
}

// serveRequest is false when the peer ended the connection without a request, or with an RST.
func (c *Conn) serveRequest() bool {
	defer c.Close()
	if !c.Hear() || c.Answer([]byte(welcome)) != nil {
		return false
	}
	c.readUntilEnded()
	return !c.Reset()
}
