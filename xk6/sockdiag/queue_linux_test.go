package sockdiag_test

import (
	"errors"
	"fmt"
	"net"
	"net/netip"
	"testing"

	"golang.org/x/sys/unix"

	"github.com/probe-storm/probe-storm/xk6/sockdiag"
)

func TestAnEmptyQueueHasItsLimit(t *testing.T) {
	address := listen(t, "127.0.0.1:0", 7)
	queue, err := read(address)
	must(t, err)
	if want := (sockdiag.Queue{Limit: 7, Sockets: 1}); queue != want {
		t.Fatalf("%+v, want %+v", queue, want)
	}
}

func TestResetConnectionsStayInTheQueue(t *testing.T) {
	for _, host := range []string{"127.0.0.1:0", "[::1]:0"} {
		t.Run(host, func(t *testing.T) {
			address := listen(t, host, 5)
			for range 3 {
				resetAtOnce(t, address)
			}
			if queue := readUntil(t, address, 3); queue.Length != 3 || queue.Limit != 5 {
				t.Fatalf("%+v, want 3 of 5", queue)
			}
		})
	}
}

func TestHalfOpenConnectionsNeverEnterTheQueue(t *testing.T) {
	address := listen(t, "127.0.0.1:0", 100)
	for proven, tries := 0, 0; proven < 5; tries++ {
		if tries == 50 {
			t.Fatalf("only %d of %d connections were half-open", proven, tries)
		}
		before := readUntil(t, address, 0).Length
		if !halfOpen(t, address) {
			continue
		}
		proven++
		// A complete handshake afterwards enters the queue, and it alone.
		resetAtOnce(t, address)
		if after := readUntil(t, address, before+1).Length; after != before+1 {
			t.Fatalf("the queue grew from %d to %d, want by the complete handshake alone", before, after)
		}
	}
}

func TestOneMoreThanTheLimitFits(t *testing.T) {
	address := listen(t, "127.0.0.1:0", 2)
	for range 3 {
		connect(t, address)
	}
	if queue := readUntil(t, address, 3); queue.Length != 3 || queue.Limit != 2 {
		t.Fatalf("%+v, want 3 of 2", queue)
	}
}

func TestWhichListenersServeATarget(t *testing.T) {
	v6Only := [2]int{unix.IPPROTO_IPV6, unix.IPV6_V6ONLY}
	for _, c := range []struct {
		listen  string
		options [][2]int
		target  string
		found   bool
	}{
		{"127.0.0.1:0", nil, "127.0.0.1", true},
		{"127.0.0.1:0", nil, "::ffff:127.0.0.1", true},
		{"127.0.0.1:0", nil, "127.0.0.2", false},
		{"127.0.0.1:0", nil, "::1", false},
		{"127.0.0.1:0", nil, "0.0.0.0", true},
		{"0.0.0.0:0", nil, "127.0.0.1", true},
		{"0.0.0.0:0", nil, "127.9.9.9", true},
		{"0.0.0.0:0", nil, "::1", false},
		{"0.0.0.0:0", nil, "192.0.2.1", false},
		{"[::]:0", nil, "::1", true},
		{"[::]:0", nil, "127.0.0.1", true},
		{"[::]:0", nil, "192.0.2.1", false},
		{"[::]:0", nil, "2001:db8::1", false},
		{"[::]:0", [][2]int{v6Only}, "::1", true},
		{"[::]:0", [][2]int{v6Only}, "127.0.0.1", false},
		{"[::1]:0", nil, "::1", true},
		{"[::1]:0", nil, "127.0.0.1", false},
		{"[::ffff:127.0.0.1]:0", nil, "127.0.0.1", true},
		{"[::ffff:127.0.0.1]:0", nil, "127.0.0.2", false},
	} {
		t.Run(fmt.Sprintf("%s %v for %s", c.listen, c.options, c.target), func(t *testing.T) {
			port := listen(t, c.listen, 3, c.options...).Port()
			target := netip.AddrPortFrom(netip.MustParseAddr(c.target), port)
			queue, err := read(target)
			if c.found && (err != nil || queue.Limit != 3) {
				t.Fatalf("%+v, %v; want the limit 3", queue, err)
			}
			if !c.found && !errors.Is(err, sockdiag.ErrNotLocal) {
				t.Fatalf("%+v, %v; want ErrNotLocal", queue, err)
			}
		})
	}
}

func TestAnInterfaceAddressIsLocal(t *testing.T) {
	addresses, err := net.InterfaceAddrs()
	must(t, err)
	port := listen(t, "0.0.0.0:0", 3).Port()
	for _, address := range addresses {
		prefix := netip.MustParsePrefix(address.String())
		if prefix.Addr().Is4() {
			_, err := read(netip.AddrPortFrom(prefix.Addr(), port))
			must(t, err)
		}
	}
}

func TestSocketsOfOneAddressAreAddedUp(t *testing.T) {
	reusePort := [2]int{unix.SOL_SOCKET, unix.SO_REUSEPORT}
	first := listen(t, "127.0.0.1:0", 3, reusePort)
	second := listen(t, first.String(), 4, reusePort)
	// The kernel sends a connection to the most specific listeners, so this one takes no part.
	listen(t, fmt.Sprintf("0.0.0.0:%d", first.Port()), 50, reusePort)
	resetAtOnce(t, second)
	resetAtOnce(t, second)
	queue := readUntil(t, first, 2)
	if want := (sockdiag.Queue{Length: 2, Limit: 7, Sockets: 2}); queue != want {
		t.Fatalf("%+v, want %+v", queue, want)
	}
}

func TestNoListenerIsOneLineWithTheAddress(t *testing.T) {
	_, err := read(netip.MustParseAddrPort("192.0.2.1:25"))
	if err == nil || err.Error() != "no listener of 192.0.2.1:25 on this host" {
		t.Fatalf("%v", err)
	}
}

func TestAConnectionIsNoListener(t *testing.T) {
	address := listen(t, "127.0.0.1:0", 3)
	client := socket(t, address)
	must(t, unix.Connect(client, sockaddr(address)))
	name, err := unix.Getsockname(client)
	must(t, err)
	own := netip.AddrPortFrom(address.Addr(), uint16(name.(*unix.SockaddrInet4).Port))
	if queue, err := read(own); !errors.Is(err, sockdiag.ErrNotLocal) {
		t.Fatalf("%+v, %v; want ErrNotLocal", queue, err)
	}
}

func BenchmarkRead(b *testing.B) {
	reader, err := sockdiag.Open()
	if err != nil {
		b.Fatal(err)
	}
	defer reader.Close()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		b.Fatal(err)
	}
	defer listener.Close()
	address := listener.Addr().(*net.TCPAddr).AddrPort()
	for b.Loop() {
		if _, err := reader.Queue(address); err != nil {
			b.Fatal(err)
		}
	}
}
