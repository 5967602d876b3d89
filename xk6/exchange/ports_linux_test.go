package exchange

import (
	"context"
	"fmt"
	"net/netip"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

// A closed port out of the range that source ports are picked from: sooner or later a client is given that very port, and
// TCP's simultaneous open connects the socket with itself. In a network namespace with one source port it is the first time.
func TestASocketThatMeetsItselfIsRefused(t *testing.T) {
	onePortOnly(t)
	for _, host := range []string{"127.0.0.1", "0.0.0.0", "::1", "::"} {
		r := meet(t, netip.AddrPortFrom(netip.MustParseAddr(host), onlyPort), Spec{Ending: &Ending{Kind: "rst"}})
		if r.Connected || r.Cause != Refused {
			t.Errorf("%s: connected %v, cause %q, %s; want it refused", host, r.Connected, r.Cause, r.Error)
		}
	}
}

// The port is in use by a connection to the same target: for the next one there is none, and no packet leaves.
func TestWithoutAPortLeftTheTroubleIsOurOwn(t *testing.T) {
	onePortOnly(t)
	target := netip.MustParseAddrPort("127.0.0.1:50000")
	listenAt(t, target)
	e, err := Parse(Spec{Target: target.String(), Ending: &Ending{Kind: "rst"}})
	if err != nil {
		t.Fatal(err)
	}
	for _, source := range []netip.Addr{{}, target.Addr()} {
		first, to := &sock{}, RunOptions{Target: target, Source: source}
		if err := first.connect(context.Background(), e, to, time.Now().Add(time.Minute)); err != nil {
			t.Fatal(err)
		}
		r := e.Run(context.Background(), to)
		if r.Connected || r.Cause != Harness || r.Errno != "EADDRNOTAVAIL" || r.Stage != "connect" {
			t.Errorf("from %v: connected %v, cause %q, %s; want our own trouble", source, r.Connected, r.Cause, r.Error)
		}
		first.close()
		if r := e.Run(context.Background(), to); r.Outcome != OK {
			t.Errorf("from %v: %s; want the port given back by the RST", source, r.Error)
		}
	}
}

func TestASourceAddressOfIPv6(t *testing.T) {
	ownNetwork(t)
	if err := exec.Command("ip", "address", "add", "fd00::2/128", "dev", "lo", "nodad").Run(); err != nil {
		t.Skipf("ip: %v", err)
	}
	target := netip.MustParseAddrPort("[::1]:50000")
	listener := listenAt(t, target)
	r := meet(t, target, Spec{Source: "fd00::2"})
	if r.Outcome != OK || !strings.HasPrefix(r.Source, "[fd00::2]:") {
		t.Fatalf("%s, sent from %s", r.Error, r.Source)
	}
	fd, _, err := syscall.Accept(listener)
	if err != nil {
		t.Fatal(err)
	}
	defer unix.Close(fd)
	if seen := address(syscall.Getpeername(fd)).String(); seen != r.Source {
		t.Errorf("the service saw %s, want %s", seen, r.Source)
	}
}

const onlyPort = 40000

// onePortOnly takes the test into a network of its own with one port to connect from.
func onePortOnly(t *testing.T) {
	t.Helper()
	ownNetwork(t)
	only := fmt.Sprint(onlyPort, " ", onlyPort)
	if err := os.WriteFile("/proc/sys/net/ipv4/ip_local_port_range", []byte(only), 0); err != nil {
		t.Fatal(err)
	}
}

// ownNetwork takes the test into a network namespace with nothing but loopback.
func ownNetwork(t *testing.T) {
	t.Helper()
	// The thread is not unlocked: it ends with the goroutine, and the namespace with it.
	runtime.LockOSThread()
	if err := unix.Unshare(unix.CLONE_NEWNET); err != nil {
		t.Skipf("no network namespace of its own: %v", err)
	}
	if err := exec.Command("ip", "link", "set", "lo", "up").Run(); err != nil {
		t.Skipf("ip: %v", err)
	}
}

func meet(t *testing.T, target netip.AddrPort, spec Spec) *Result {
	t.Helper()
	spec.Target = target.String()
	e, err := Parse(spec)
	if err != nil {
		t.Fatal(err)
	}
	return e.Run(context.Background(), RunOptions{Target: target})
}

// listenAt is a listener that nobody accepts from.
func listenAt(t *testing.T, at netip.AddrPort) (fd int) {
	t.Helper()
	to, family, err := sockaddr(at)
	if err == nil {
		fd, err = unix.Socket(family, unix.SOCK_STREAM|unix.SOCK_CLOEXEC, 0)
	}
	if err == nil {
		t.Cleanup(func() { _ = unix.Close(fd) })
		err = unix.Bind(fd, to)
	}
	if err == nil {
		err = unix.Listen(fd, 8)
	}
	if err != nil {
		t.Fatal(err)
	}
	return fd
}
