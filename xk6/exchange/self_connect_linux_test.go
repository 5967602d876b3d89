package exchange

import (
	"context"
	"net/netip"
	"os"
	"os/exec"
	"runtime"
	"testing"

	"golang.org/x/sys/unix"
)

// A closed port out of the range that source ports are picked from: sooner or later a client is given that very port, and
// TCP's simultaneous open connects the socket with itself. In a network namespace with one source port it is the first time.
func TestASocketThatMeetsItselfIsRefused(t *testing.T) {
	// The thread is not unlocked: it ends with the goroutine, and the namespace with it.
	runtime.LockOSThread()
	if err := unix.Unshare(unix.CLONE_NEWNET); err != nil {
		t.Skipf("no network namespace of its own: %v", err)
	}
	if err := exec.Command("ip", "link", "set", "lo", "up").Run(); err != nil {
		t.Skipf("ip: %v", err)
	}
	if err := os.WriteFile("/proc/sys/net/ipv4/ip_local_port_range", []byte("40000 40000"), 0); err != nil {
		t.Fatal(err)
	}
	const target = "127.0.0.1:40000"
	e, err := Parse(Spec{Target: target, Role: "client", Name: "self", Ending: &Ending{Kind: "rst"}})
	if err != nil {
		t.Fatal(err)
	}
	r := e.Run(context.Background(), RunOptions{Target: netip.MustParseAddrPort(target)})
	if r.Connected || r.Cause != Refused {
		t.Fatalf("connected %v, cause %q, %s; want it refused", r.Connected, r.Cause, r.Error)
	}
}
