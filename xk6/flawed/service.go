package flawed

import (
	"context"
	"errors"
	"iter"
	"net"
	"sync"
	"time"
)

// Service is what a flaw works with: it accepts, keeps the books and ends everything when the server stops. All its
// methods may be called from several goroutines.
type Service struct {
	listener net.Listener
	stopping context.Context
	stop     context.CancelFunc
	running  sync.WaitGroup

	mu     sync.Mutex
	record Record
	open   map[*Conn]struct{}
}

func newService(listener net.Listener) *Service {
	s := &Service{listener: listener, open: map[*Conn]struct{}{}}
	s.stopping, s.stop = context.WithCancel(context.Background())
	return s
}

// Accept yields the connections that accept(2) returns, one per turn of the loop, until the server stops. While the loop
// body runs nothing is accepted by this loop.
func (s *Service) Accept() iter.Seq[*Conn] {
	return func(yield func(*Conn) bool) {
		for s.stopping.Err() == nil {
			socket, err := s.listener.Accept()
			switch {
			case err == nil:
				conn := s.admit(socket)
				if conn == nil || !yield(conn) {
					return
				}
			case errors.Is(err, net.ErrClosed):
				return
			default:
				// Out of descriptors or memory: the connection stays in the queue, so asking at once would spin.
				s.Pause(10 * time.Millisecond)
			}
		}
	}
}

// Go runs work beside the caller; Stop waits for it.
func (s *Service) Go(work func()) {
	s.running.Go(work)
}

// Pause waits, exactly to about 0.1 ms on Linux and as exactly as the system's timer elsewhere. It is false when the
// server stopped meanwhile.
func (s *Service) Pause(d time.Duration) bool {
	if d > 0 && s.stopping.Err() == nil {
		pause(s.stopping, d)
	}
	return s.stopping.Err() == nil
}

// Wedge books that the flaw has struck: no more service. Failures that Stop brings about are not a flaw.
func (s *Service) Wedge() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.stopping.Err() == nil {
		s.record.Wedged = true
	}
}

// admit takes a connection into the books; nil when the server stopped meanwhile.
func (s *Service) admit(socket net.Conn) *Conn {
	if tcp, ok := socket.(*net.TCPConn); ok {
		// Go asks for keep-alive probes on its own; a plain accept() does not, and they would show in captures.
		_ = tcp.SetKeepAlive(false)
	}
	conn := &Conn{Conn: socket, service: s}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.stopping.Err() != nil {
		_ = socket.Close()
		return nil
	}
	s.record.Accepted++
	s.open[conn] = struct{}{}
	return conn
}

func (s *Service) snapshot() Record {
	s.mu.Lock()
	defer s.mu.Unlock()
	record := s.record
	record.Open = int64(len(s.open))
	return record
}

// close closes the listening socket and every connection, and lets all goroutines end; it does not wait for them.
func (s *Service) close() {
	s.mu.Lock()
	s.stop()
	open := s.open
	s.open = map[*Conn]struct{}{}
	s.mu.Unlock()

	_ = s.listener.Close()
	for conn := range open {
		_ = conn.Conn.Close()
	}
}
