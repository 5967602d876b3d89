package flawed_test

import (
	"context"
	"errors"
	"net"
	"syscall"
	"testing"

	"golang.org/x/sys/unix"
)

// While a server refuses, the kernel must not give its port away: its clients would meet a stranger.
func TestThePortOfAServerThatRefusesIsGivenToNobody(t *testing.T) {
	server := start(t, "throttled")
	burst(t, server, leave)
	beRefused(t, server)
	port := int(server.Addr().Port())
	onlyThat := net.ListenConfig{Control: func(_, _ string, raw syscall.RawConn) (err error) {
		_ = raw.Control(func(fd uintptr) {
			// The range that port 0 is picked from, for this socket: upper end in the upper half.
			const ipLocalPortRange = 51
			err = unix.SetsockoptInt(int(fd), unix.IPPROTO_IP, ipLocalPortRange, port<<16|port)
		})
		return err
	}}
	other, err := onlyThat.Listen(context.Background(), "tcp4", "127.0.0.1:0")
	if errors.Is(err, unix.ENOPROTOOPT) {
		t.Skip("IP_LOCAL_PORT_RANGE needs Linux 6.3")
	}
	if err == nil {
		_ = other.Close()
		t.Fatalf("%s was given to another server", other.Addr())
	}
	if !errors.Is(err, unix.EADDRINUSE) {
		t.Fatal(err)
	}
}
