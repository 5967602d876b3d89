package flawed

import (
	"fmt"
	"math"
	"net/netip"
)

// Server is a running server.
type Server struct {
	flaw    Flaw
	service *Service
}

// Start listens and serves in the background. The error is one line that names the option: an unknown flaw, a negative
// backlog, an address that cannot be had.
func Start(options Options) (*Server, error) {
	flaw, err := find(options.Flaw)
	if err != nil {
		return nil, err
	}
	if options.Backlog < 0 || options.Backlog > math.MaxInt32 { // the kernel takes 32 bits and drops the others
		return nil, fmt.Errorf("backlog %d: 0 or more is accepted, up to %d", options.Backlog, math.MaxInt32)
	}
	if !options.Listen.IsValid() {
		return nil, fmt.Errorf("listen: an address like 127.0.0.1:4000 or [::1]:0 is needed")
	}
	address := netip.AddrPortFrom(options.Listen.Addr().Unmap(), options.Listen.Port())
	service, err := newService(address, options.Backlog)
	if err != nil {
		return nil, fmt.Errorf("listen on %s: %w", address, err)
	}
	server := &Server{flaw: flaw, service: service}
	server.service.Go(func() {
		flaw.Serve(server.service)
		// A server lives until Stop even when nobody holds on to it: without this goroutine the garbage collector would
		// close the sockets of one that is wedged, and its peers would be refused instead of left waiting.
		<-server.service.stopping.Done()
	})
	return server, nil
}

// Addr is the address it listens on, with the real port.
func (s *Server) Addr() netip.AddrPort { return s.service.address }

// Flaw is the name it was started with.
func (s *Server) Flaw() string { return s.flaw.Name }

// Backlog is the limit in force: on Linux the kernel's own figure, after the cap at somaxconn; on other Unixes the one
// asked for; -1 where it cannot be set (Windows).
func (s *Server) Backlog() int { return s.service.backlog }

// Record is what the server has seen so far.
func (s *Server) Record() Record { return s.service.snapshot() }

// Stop closes every socket and returns when all goroutines have ended. A second call does nothing.
func (s *Server) Stop() {
	s.service.close()
	s.service.running.Wait()
	s.service.mu.Lock()
	defer s.service.mu.Unlock()
	s.service.giveAddress()
}
