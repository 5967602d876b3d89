package sockdiag_test

import (
	"net"
	"net/netip"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"github.com/probe-storm/probe-storm/xk6/sockdiag"
)

// listen makes a listener that nobody accepts from; options are set to 1 before bind.
func listen(t *testing.T, address string, backlog int, options ...[2]int) netip.AddrPort {
	t.Helper()
	at := netip.MustParseAddrPort(address)
	if at.Addr().Is6() {
		skipWithoutIPv6(t)
	}
	fd := socket(t, at)
	for _, option := range options {
		must(t, unix.SetsockoptInt(fd, option[0], option[1], 1))
	}
	must(t, unix.Bind(fd, sockaddr(at)))
	must(t, unix.Listen(fd, backlog))
	name, err := unix.Getsockname(fd)
	must(t, err)
	port := 0
	switch name := name.(type) {
	case *unix.SockaddrInet4:
		port = name.Port
	case *unix.SockaddrInet6:
		port = name.Port
	}
	return netip.AddrPortFrom(at.Addr(), uint16(port))
}

func skipWithoutIPv6(t *testing.T) {
	t.Helper()
	listener, err := net.Listen("tcp", "[::1]:0")
	if err != nil {
		t.Skip("this host has no IPv6: ", err)
	}
	listener.Close()
}

// resetAtOnce completes a handshake and sends an RST.
func resetAtOnce(t *testing.T, address netip.AddrPort) {
	t.Helper()
	fd := openSocket(t, address)
	defer unix.Close(fd)
	must(t, unix.SetsockoptLinger(fd, unix.SOL_SOCKET, unix.SO_LINGER, &unix.Linger{Onoff: 1}))
	must(t, unix.Connect(fd, sockaddr(address)))
}

// halfOpen sends SYN, then RST, and no ACK between. The kernel may send the ACK by itself when this process was kept waiting
// for 200 ms, if only between the look and the close: then it was no half-open, and false is returned.
func halfOpen(t *testing.T, address netip.AddrPort) bool {
	t.Helper()
	fd := openSocket(t, address)
	began := time.Now()
	must(t, unix.SetsockoptInt(fd, unix.IPPROTO_TCP, unix.TCP_QUICKACK, 0))
	must(t, unix.SetsockoptLinger(fd, unix.SOL_SOCKET, unix.SO_LINGER, &unix.Linger{Onoff: 1}))
	must(t, unix.Connect(fd, sockaddr(address)))
	info, err := unix.GetsockoptTCPInfo(fd, unix.IPPROTO_TCP, unix.TCP_INFO)
	must(t, err)
	must(t, unix.Close(fd))
	return info.Segs_out == 1 && time.Since(began) < 150*time.Millisecond
}

// connect completes a handshake and keeps the connection until the test ends.
func connect(t *testing.T, address netip.AddrPort) {
	t.Helper()
	must(t, unix.Connect(socket(t, address), sockaddr(address)))
}

// read is a single look.
func read(address netip.AddrPort) (sockdiag.Queue, error) {
	reader, err := sockdiag.Open()
	if err != nil {
		return sockdiag.Queue{}, err
	}
	defer func() { _ = reader.Close() }()
	return reader.Queue(address)
}

// readUntil reads until the queue is at least that long.
func readUntil(t *testing.T, address netip.AddrPort, length uint32) sockdiag.Queue {
	t.Helper()
	reader, err := sockdiag.Open()
	must(t, err)
	defer reader.Close()
	for deadline := time.Now().Add(30 * time.Second); ; time.Sleep(time.Millisecond) {
		queue, err := reader.Queue(address)
		must(t, err)
		if queue.Length >= length {
			return queue
		}
		if time.Now().After(deadline) {
			t.Fatalf("the queue of %s has %d connections, want %d", address, queue.Length, length)
		}
	}
}

func socket(t *testing.T, address netip.AddrPort) int {
	t.Helper()
	fd := openSocket(t, address)
	t.Cleanup(func() { unix.Close(fd) })
	return fd
}

func openSocket(t *testing.T, address netip.AddrPort) int {
	t.Helper()
	family := unix.AF_INET
	if address.Addr().Is6() {
		family = unix.AF_INET6
	}
	fd, err := unix.Socket(family, unix.SOCK_STREAM|unix.SOCK_CLOEXEC, 0)
	must(t, err)
	return fd
}

func sockaddr(address netip.AddrPort) unix.Sockaddr {
	if address.Addr().Is6() {
		return &unix.SockaddrInet6{Addr: address.Addr().As16(), Port: int(address.Port())}
	}
	return &unix.SockaddrInet4{Addr: address.Addr().As4(), Port: int(address.Port())}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
