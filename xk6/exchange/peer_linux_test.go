package exchange_test

import (
	"context"
	"errors"
	"fmt"
	"net/netip"
	"os"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/probe-storm/probe-storm/xk6/exchange"
	"golang.org/x/sys/unix"
)

// patience is how long a test waits for what must come; nothing is measured against it.
const patience = 20 * time.Second

// service is a raw listener: its backlog is exactly what is asked for, and a test calls accept when it wants to.
type service struct {
	t       testing.TB
	fd      int
	address netip.AddrPort
	closing sync.Once
}

func listen(t testing.TB, host string, backlog int) *service {
	t.Helper()
	address := netip.MustParseAddr(host)
	family, bindTo := unix.AF_INET, unix.Sockaddr(&unix.SockaddrInet4{Addr: [4]byte{127, 0, 0, 1}})
	if address.Is6() {
		family, bindTo = unix.AF_INET6, &unix.SockaddrInet6{Addr: address.As16()}
	}
	fd, err := unix.Socket(family, unix.SOCK_STREAM|unix.SOCK_CLOEXEC, 0)
	must(t, err)
	must(t, unix.Bind(fd, bindTo))
	must(t, unix.Listen(fd, backlog))
	bound, err := unix.Getsockname(fd)
	must(t, err)
	s := &service{t: t, fd: fd, address: netip.AddrPortFrom(address, port(bound))}
	t.Cleanup(s.close)
	return s
}

func port(address unix.Sockaddr) uint16 {
	switch address := address.(type) {
	case *unix.SockaddrInet4:
		return uint16(address.Port)
	case *unix.SockaddrInet6:
		return uint16(address.Port)
	}
	return 0
}

func (s *service) options() exchange.RunOptions { return exchange.RunOptions{Target: s.address} }

// close also wakes a caller that waits in accept.
func (s *service) close() {
	s.closing.Do(func() {
		_ = unix.Shutdown(s.fd, unix.SHUT_RDWR)
		_ = unix.Close(s.fd)
	})
}

// accepted is the service's side of one connection.
type accepted struct {
	t    testing.TB
	fd   int
	port uint16 // of the client
}

// accept waits for the next connection in the queue.
func (s *service) accept() *accepted {
	s.t.Helper()
	for {
		fds := []unix.PollFd{{Fd: int32(s.fd), Events: unix.POLLIN}}
		n, err := unix.Poll(fds, int(patience.Milliseconds()))
		if err == unix.EINTR {
			continue
		}
		must(s.t, err)
		if n == 0 {
			s.t.Error("nobody came to accept()")
			return &accepted{t: s.t, fd: -1}
		}
		fd, from, err := unix.Accept4(s.fd, unix.SOCK_CLOEXEC)
		must(s.t, err)
		wait := unix.NsecToTimeval(int64(patience))
		must(s.t, unix.SetsockoptTimeval(fd, unix.SOL_SOCKET, unix.SO_RCVTIMEO, &wait))
		must(s.t, unix.SetsockoptTimeval(fd, unix.SOL_SOCKET, unix.SO_SNDTIMEO, &wait))
		a := &accepted{t: s.t, fd: fd}
		if from != nil {
			a.port = port(from)
		}
		return a
	}
}

// sees reads to the end of the connection and tells what came: the bytes, then "EOF" or the errno's name.
func (a *accepted) sees() (came string, end string) {
	var all []byte
	buffer := make([]byte, 4096)
	for {
		n, err := unix.Read(a.fd, buffer)
		switch {
		case err == unix.EINTR:
			continue
		case err != nil:
			return string(all), unix.ErrnoName(err.(syscall.Errno))
		case n == 0:
			return string(all), "EOF"
		}
		all = append(all, buffer[:n]...)
	}
}

// reads waits for as many bytes as text has.
func (a *accepted) reads(text string) {
	a.t.Helper()
	buffer := make([]byte, len(text))
	for got := 0; got < len(buffer); {
		n, err := unix.Read(a.fd, buffer[got:])
		if err == unix.EINTR {
			continue
		}
		if n <= 0 {
			a.t.Errorf("the service read %q, then %v; want %q", buffer[:got], err, text)
			return
		}
		got += n
	}
	if string(buffer) != text {
		a.t.Errorf("the service read %q, want %q", buffer, text)
	}
}

func (a *accepted) writes(text string) {
	if _, err := unix.Write(a.fd, []byte(text)); err != nil {
		a.t.Errorf("the service could not write: %v", err)
	}
}

func (a *accepted) close() { _ = unix.Close(a.fd) }

func (a *accepted) shutsDown() { _ = unix.Shutdown(a.fd, unix.SHUT_WR) }

func (a *accepted) resets() {
	_ = unix.SetsockoptLinger(a.fd, unix.SOL_SOCKET, unix.SO_LINGER, &unix.Linger{Onoff: 1})
	a.close()
}

// acceptAndClose serves until the listener is closed.
func (s *service) acceptAndClose() {
	done := make(chan struct{})
	go func() {
		defer close(done)
		for {
			fd, _, err := unix.Accept4(s.fd, unix.SOCK_CLOEXEC)
			if err == unix.EINTR || err == unix.ECONNABORTED {
				continue
			}
			if err != nil {
				return
			}
			_ = unix.Close(fd)
		}
	}()
	s.t.Cleanup(func() {
		s.close()
		<-done
	})
}

// connects makes a plain connection of the test's own and returns its descriptor and local port.
func (s *service) connects() (fd int, local uint16) {
	s.t.Helper()
	fd, local, err := s.connectsWithin(patience)
	must(s.t, err)
	return fd, local
}

func (s *service) connectsWithin(limit time.Duration) (fd int, local uint16, err error) {
	s.t.Helper()
	family, to := unix.AF_INET, unix.Sockaddr(&unix.SockaddrInet4{Port: int(s.address.Port()), Addr: [4]byte{127, 0, 0, 1}})
	if s.address.Addr().Is6() {
		family, to = unix.AF_INET6, &unix.SockaddrInet6{Port: int(s.address.Port()), Addr: s.address.Addr().As16()}
	}
	fd, err = unix.Socket(family, unix.SOCK_STREAM|unix.SOCK_CLOEXEC, 0)
	must(s.t, err)
	s.t.Cleanup(func() { _ = unix.Close(fd) })
	wait := unix.NsecToTimeval(int64(limit))
	must(s.t, unix.SetsockoptTimeval(fd, unix.SOL_SOCKET, unix.SO_SNDTIMEO, &wait))
	if err := unix.Connect(fd, to); err != nil {
		return fd, 0, err
	}
	bound, err := unix.Getsockname(fd)
	must(s.t, err)
	return fd, port(bound), nil
}

// running is an exchange under way.
type running struct {
	t       testing.TB
	service *service
	cancel  context.CancelFunc
	done    chan *exchange.Result
}

func parsed(t testing.TB, s *service, spec exchange.Spec) *exchange.Exchange {
	t.Helper()
	spec.Target = s.address.String()
	if spec.TimeoutMs == 0 {
		spec.TimeoutMs = ms(patience)
	}
	e, err := exchange.Parse(spec)
	must(t, err)
	return e
}

// withMore gives a step more and more time, from a tenth of a second on, until the answer has begun within it: a busy machine may be
// slow to make the service write.
func withMore(t *testing.T, began func(withinMs float64) bool) {
	t.Helper()
	for limit := 100.0; !began(limit); limit *= 2 {
		if limit > ms(patience) {
			t.Fatal("the answer never began")
		}
	}
}

func ms(d time.Duration) float64 { return float64(d.Milliseconds()) }

func (s *service) meets(spec exchange.Spec) *running { return s.meetsWith(spec, s.options()) }

func (s *service) meetsWith(spec exchange.Spec, options exchange.RunOptions) *running {
	s.t.Helper()
	e := parsed(s.t, s, spec)
	ctx, cancel := context.WithCancel(context.Background())
	s.t.Cleanup(cancel)
	r := &running{s.t, s, cancel, make(chan *exchange.Result, 1)}
	go func() { r.done <- e.Run(ctx, options) }()
	return r
}

func (r *running) result() *exchange.Result {
	r.t.Helper()
	select {
	case result := <-r.done:
		return result
	case <-time.After(patience):
		r.t.Fatal("the exchange does not end")
		return nil
	}
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func equal[T comparable](t testing.TB, what string, got, want T) {
	t.Helper()
	if got != want {
		t.Errorf("%s: %v, want %v", what, got, want)
	}
}

func contains(t testing.TB, what, got, want string) {
	t.Helper()
	if !strings.Contains(got, want) {
		t.Errorf("%s: %q, want something with %q", what, got, want)
	}
}

func eventually(t testing.TB, what string, holds func() bool) {
	t.Helper()
	for end := time.Now().Add(patience); !holds(); time.Sleep(2 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("it never came about that %s", what)
		}
	}
}

func descriptors(t testing.TB) int {
	t.Helper()
	entries, err := os.ReadDir("/proc/self/fd")
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		t.Fatal(err)
	}
	return len(entries)
}

func ptr[T any](value T) *T { return &value }

func ending(kind string) *exchange.Ending { return &exchange.Ending{Kind: kind} }

func hexOf(text string) string {
	const digits = "0123456789abcdef"
	var out strings.Builder
	for i := range len(text) {
		out.WriteByte(digits[text[i]>>4])
		out.WriteByte(digits[text[i]&15])
	}
	return out.String()
}

func anything() *exchange.Match { return &exchange.Match{Kind: "any"} }

func text(wanted string) *exchange.Match {
	return &exchange.Match{Kind: "literal", Hex: hexOf(wanted)}
}

// pour writes until the client has had enough.
func pour(peer *accepted) {
	chunk := make([]byte, 64<<10)
	for {
		if _, err := unix.Write(peer.fd, chunk); err != nil && err != unix.EINTR {
			return
		}
	}
}

// inState lists the kernel's TCP table's lines of the service's side in a state (hex): 03 SYN received.
func inState(t testing.TB, s *service, state string) []string { return sockets(t, s, 1, state) }

// clientsInState is inState of the other side: 02 SYN sent, 04 FIN sent and not acknowledged.
func clientsInState(t testing.TB, s *service, state string) []string { return sockets(t, s, 2, state) }

func sockets(t testing.TB, s *service, side int, state string) (found []string) {
	t.Helper()
	// Not the process's, whose first thread a test may have left in a network namespace of its own.
	table, err := os.ReadFile("/proc/thread-self/net/tcp")
	must(t, err)
	for line := range strings.Lines(string(table)) {
		fields := strings.Fields(line)
		if len(fields) > 3 && strings.HasSuffix(fields[side], fmt.Sprintf(":%04X", s.address.Port())) && fields[3] == state {
			found = append(found, line)
		}
	}
	return found
}
