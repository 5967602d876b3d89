package flawed

import (
	"context"
	"iter"
	"net"
	"net/netip"
	"sync"
	"time"
)

// askAgain is the pause before something that failed is tried again.
const askAgain = 10 * time.Millisecond

// Service is what a flaw works with: it accepts, keeps the books and ends everything when the server stops. All its
// methods may be called from several goroutines.
type Service struct {
	address  netip.AddrPort
	backlog  int
	stopping context.Context
	stop     context.CancelFunc
	running  sync.WaitGroup

	mu       sync.Mutex
	listener net.Listener
	refusing bool
	release  func() // of the address, while nobody listens on it
	record   Record
	open     map[*Conn]struct{}
}

// newService listens; backlog becomes the limit in force.
func newService(address netip.AddrPort, backlog int) (*Service, error) {
	listener, inForce, err := listen(address, backlog)
	if err != nil {
		return nil, err
	}
	bound := listener.Addr().(*net.TCPAddr).AddrPort()
	s := &Service{
		address:  netip.AddrPortFrom(bound.Addr().Unmap(), bound.Port()),
		backlog:  inForce,
		listener: listener,
		open:     map[*Conn]struct{}{},
		release:  func() {},
	}
	s.stopping, s.stop = context.WithCancel(context.Background())
	return s, nil
}

// Accept yields the connections that accept(2) returns, one per turn of the loop, until the server stops. While the loop
// body runs nothing is accepted by this loop.
func (s *Service) Accept() iter.Seq[*Conn] {
	return func(yield func(*Conn) bool) {
		for s.stopping.Err() == nil {
			socket, err := s.listening().Accept()
			if err != nil {
				// Out of descriptors or memory, with the connection still in the queue, or closed for a while by Refuse:
				// asking at once would spin.
				s.Pause(askAgain)
				continue
			}
			conn := s.admit(socket)
			if conn == nil || !yield(conn) {
				return
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

// Take waits for one of cap(slots) places: workers, descriptors, whatever a connection needs. It is false when the
// server stopped meanwhile. A receive from slots gives the place back.
func (s *Service) Take(slots chan struct{}) bool {
	select {
	case slots <- struct{}{}:
		return s.stopping.Err() == nil
	case <-s.stopping.Done():
		return false
	}
}

// Exit is the end of the process: the listening socket and all connections are closed, and later SYNs are answered by RSTs.
func (s *Service) Exit() {
	s.Wedge()
	s.close()
	s.mu.Lock()
	defer s.mu.Unlock()
	s.keepAddress()
}

// keepAddress is called once the listening socket is closed; whoever comes is to be refused, and not to meet a stranger. Two
// connections may end the server at the same time.
func (s *Service) keepAddress() {
	if release, err := reserve(s.address); err == nil {
		s.giveAddress()
		s.release = release
	}
}

// giveAddress ends keepAddress.
func (s *Service) giveAddress() {
	s.release()
	s.release = func() {}
}

// Refuse closes the listening socket for d and then listens again, on the same address. Meanwhile SYNs are answered by
// RSTs, and so is whoever waits in the queue; connections that were accepted live on. It returns at once; a second one
// on top does nothing.
func (s *Service) Refuse(d time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.refusing || s.stopping.Err() != nil {
		return
	}
	s.refusing = true
	_ = s.listener.Close()
	s.keepAddress()
	s.Go(func() {
		for s.Pause(d) && !s.listenAgain() {
			d = askAgain // somebody has the port; they may give it back
		}
	})
}

func (s *Service) listenAgain() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.stopping.Err() != nil {
		return false
	}
	listener, _, err := listen(s.address, s.backlog)
	if err != nil {
		return false
	}
	s.listener, s.refusing = listener, false
	s.giveAddress()
	return true
}

func (s *Service) listening() net.Listener {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.listener
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
	listener := s.listener
	s.mu.Unlock()

	_ = listener.Close()
	for conn := range open {
		_ = conn.Conn.Close()
	}
}
