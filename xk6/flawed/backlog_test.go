//go:build linux

package flawed_test

import (
	"fmt"
	"net"
	"net/netip"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/probe-storm/probe-storm/xk6/sockdiag"
)

func TestTheBacklogIsTheOneAskedFor(t *testing.T) {
	for _, backlog := range []int{0, 1, 5, 128} {
		t.Run(fmt.Sprint(backlog), func(t *testing.T) {
			server := startOn(t, "stuck-greeting", "127.0.0.1:0", backlog)
			if server.Backlog() != backlog {
				t.Fatalf("the server says %d", server.Backlog())
			}
			wedge(t, server)

			// Nobody accepts any more: one more than the backlog fits, and the next SYN is dropped.
			for range backlog + 1 {
				dial(t, server)
			}
			awaitQueue(t, server.Addr(), sockdiag.Queue{Length: uint32(backlog) + 1, Limit: uint32(backlog), Sockets: 1})
			if conn, err := net.DialTimeout("tcp", server.Addr().String(), patience); err == nil {
				conn.Close()
				t.Fatalf("connection %d got in", backlog+2)
			}
		})
	}
}

func awaitQueue(t *testing.T, of netip.AddrPort, want sockdiag.Queue) {
	t.Helper()
	reader, err := sockdiag.Open()
	if err != nil {
		t.Fatal(err)
	}
	defer reader.Close()
	for end := time.Now().Add(deadline); ; time.Sleep(time.Millisecond) {
		queue, err := reader.Queue(of)
		if err != nil {
			t.Fatal(err)
		}
		if queue == want {
			return
		}
		if time.Now().After(end) {
			t.Fatalf("the queue of %s stays at %+v, want %+v", of, queue, want)
		}
	}
}

func TestTheBacklogSaysWhatTheKernelMadeOfIt(t *testing.T) {
	text, err := os.ReadFile("/proc/sys/net/core/somaxconn")
	if err != nil {
		t.Fatal(err)
	}
	most, err := strconv.Atoi(strings.TrimSpace(string(text)))
	if err != nil {
		t.Fatal(err)
	}
	server := startOn(t, "healthy", "127.0.0.1:0", most+1)
	if server.Backlog() != most {
		t.Fatalf("%d, want somaxconn, %d", server.Backlog(), most)
	}
}
