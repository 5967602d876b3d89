package flawed_test

import (
	"errors"
	"io"
	"math"
	"net"
	"net/netip"
	"os"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/probe-storm/probe-storm/xk6/flawed"
)

func TestNamesAreSortedAndEachHasASummary(t *testing.T) {
	names := flawed.Names()
	if !slices.IsSorted(names) {
		t.Errorf("not sorted: %v", names)
	}
	for _, name := range []string{
		"bounded-workers", "busy-after-fin", "exit-on-reset", "forgets-clients", "healthy", "healthy-greeting", "host-block", "leak",
		"limited-per-second", "limited-per-window", "log-per-reset", "one-in-n", "prefork", "serial-read", "slow-accept",
		"stuck-greeting", "throttled", "tls-in-accept", "workers-end",
	} {
		if !slices.Contains(names, name) {
			t.Errorf("%s is missing in %v", name, names)
		}
	}
	for _, name := range names {
		if summary := flawed.Summary(name); summary == "" || strings.ContainsAny(summary, "\n") {
			t.Errorf("%s: the summary %q is not one line", name, summary)
		}
	}
}

func TestStartRefusesInOneLine(t *testing.T) {
	taken := start(t, "healthy").Addr()
	free := netip.MustParseAddrPort("127.0.0.1:0")
	for _, c := range []struct {
		options flawed.Options
		says    []string
	}{
		{flawed.Options{Flaw: "stuck", Listen: free}, []string{`"stuck"`, "healthy, healthy-greeting", "stuck-greeting"}},
		{flawed.Options{Flaw: "healthy", Listen: free, Backlog: -1}, []string{"backlog -1", "0 or more"}},
		{flawed.Options{Flaw: "healthy", Listen: free, Backlog: math.MaxInt}, []string{"backlog 9", "up to 2147483647"}},
		{flawed.Options{Flaw: "healthy"}, []string{"listen", "127.0.0.1:4000"}},
		{flawed.Options{Flaw: "healthy", Listen: taken}, []string{taken.String(), "in use"}},
		{flawed.Options{Flaw: "healthy", Listen: netip.MustParseAddrPort("192.0.2.1:0")}, []string{"192.0.2.1:0"}},
	} {
		server, err := flawed.Start(c.options)
		if err == nil {
			server.Stop()
			t.Errorf("%+v was accepted", c.options)
			continue
		}
		for _, part := range c.says {
			if !strings.Contains(err.Error(), part) || strings.Contains(err.Error(), "\n") {
				t.Errorf("%+v: %q does not say %q in one line", c.options, err, part)
			}
		}
	}
}

func TestEveryAddressFamily(t *testing.T) {
	for _, listen := range []string{"127.0.0.1:0", "0.0.0.0:0", "[::1]:0", "[::]:0", "[::ffff:127.0.0.1]:0"} {
		t.Run(listen, func(t *testing.T) {
			if !strings.Contains(listen, ".") {
				skipWithoutIPv6(t)
			}
			server := startOn(t, "healthy-greeting", listen, 16)
			if server.Addr().Port() == 0 {
				t.Fatalf("the port is not the real one: %s", server.Addr())
			}
			receive(t, dial(t, server), greeting)
		})
	}
}

func skipWithoutIPv6(t *testing.T) {
	t.Helper()
	listener, err := net.Listen("tcp", "[::1]:0")
	if err != nil {
		t.Skip("this host has no IPv6: ", err)
	}
	listener.Close()
}

func TestStopEndsEverything(t *testing.T) {
	for _, flaw := range flawed.Names() {
		t.Run(flaw, func(t *testing.T) {
			server := start(t, flaw)
			clients := []*net.TCPConn{dial(t, server), dial(t, server)}
			await(t, server, func(r flawed.Record) bool { return r.Accepted > 0 })

			server.Stop()
			server.Stop()
			for _, client := range clients {
				// After a greeting, perhaps, comes the end.
				if _, err := io.ReadAll(client); errors.Is(err, os.ErrDeadlineExceeded) {
					t.Fatal("the connection is still open")
				}
			}
			if record := server.Record(); record.Open != 0 || record.Wedged {
				t.Errorf("%+v", record)
			}
			// The port is free again, and connections to it in TIME_WAIT do not matter.
			startOn(t, flaw, server.Addr().String(), 16)
		})
	}
}

func TestStopEndsAWedgedServer(t *testing.T) {
	server := start(t, "stuck-greeting")
	wedge(t, server)
	client := dial(t, server)
	server.Stop()
	if _, err := client.Read(make([]byte, 1)); err == nil || errors.Is(err, net.ErrClosed) {
		t.Fatalf("%v; want the peer's end", err)
	}
	if !server.Record().Wedged {
		t.Error("the record forgot that it was wedged")
	}
}

func TestAWedgedServerThatNobodyHoldsGoesOnListening(t *testing.T) {
	address := func() netip.AddrPort {
		server, err := flawed.Start(flawed.Options{
			Flaw: "stuck-greeting", Listen: netip.MustParseAddrPort("127.0.0.1:0"), Backlog: 16,
		})
		if err != nil {
			t.Fatal(err)
		}
		wedge(t, server)
		return server.Addr()
	}()
	// The first collection finds what is unreachable and runs finalizers, which a second one waits for.
	for range 3 {
		runtime.GC()
	}
	client, err := net.DialTimeout("tcp", address.String(), deadline)
	if err != nil {
		t.Fatal(err)
	}
	defer client.Close()
	receiveNothing(t, client)
}

func TestSeveralServersKeepTheirOwnBooks(t *testing.T) {
	first, second := start(t, "healthy-greeting"), start(t, "healthy-greeting")
	receive(t, dial(t, first), greeting)
	awaitRecord(t, first, flawed.Record{Accepted: 1, Answered: 1, Open: 1})
	awaitRecord(t, second, flawed.Record{})
}
