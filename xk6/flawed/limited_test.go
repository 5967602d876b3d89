package flawed_test

import (
	"errors"
	"net"
	"syscall"
	"testing"
	"time"

	"github.com/probe-storm/probe-storm/xk6/flawed"
)

const busy = "BUSY\r\n"

// hear is a client's turn: what it is told.
func hear(t *testing.T, server *flawed.Server) string {
	t.Helper()
	conn := dial(t, server)
	defer conn.Close()
	said := make([]byte, len(greeting))
	n, err := conn.Read(said)
	if err != nil {
		t.Fatal(err)
	}
	return string(said[:n])
}

func TestLimitedPerWindowTurnsTheNextOneAwayAndForgets(t *testing.T) {
	t.Parallel()
	for name, end := range map[string]func(*testing.T, *net.TCPConn){
		"of RSTs": reset, "of FINs": leave, "of peers that stay": func(*testing.T, *net.TCPConn) {},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			server := start(t, "limited-per-window")
			began := time.Now()
			for range 19 {
				end(t, dial(t, server))
			}
			await(t, server, func(r flawed.Record) bool { return r.Accepted == 19 })
			logIn(t, server) // the 20th
			// Clients that are turned away count too: this asks fewer than 20 times in 4 s.
			for hear(t, server) == busy {
				time.Sleep(300 * time.Millisecond)
			}
			if waited := time.Since(began); waited < 4*time.Second {
				t.Errorf("the 21st was served after %s", waited)
			}
		})
	}
}

func TestLimitedPerWindowSaysWhyAndEndsWithAFIN(t *testing.T) {
	server := start(t, "limited-per-window")
	for range 20 {
		dial(t, server)
	}
	await(t, server, func(r flawed.Record) bool { return r.Accepted == 20 })
	client := dial(t, server)
	say(t, client, "HELLO\r\n")
	receive(t, client, busy)
	receiveEnd(t, client)
	leave(t, client)
	await(t, server, func(r flawed.Record) bool { return r.Answered == 20 && r.Open == 20 && !r.Wedged })
}

func TestLimitedPerSecondResetsTheNextOneAndForgets(t *testing.T) {
	server := start(t, "limited-per-second")
	told := func() error {
		// The RST may be there before the dialler has looked.
		client, err := net.DialTimeout("tcp", server.Addr().String(), deadline)
		if err != nil {
			return err
		}
		defer client.Close()
		_ = client.SetDeadline(time.Now().Add(deadline))
		_, err = client.Read(make([]byte, len(greeting)))
		return err
	}
	// A machine so slow that it needs a second for fifty connections forgets the first ones meanwhile.
	var err error
	for tries := 0; err == nil; tries++ {
		if tries == 5_000 {
			t.Fatal("nobody was reset")
		}
		err = told()
	}
	if !errors.Is(err, syscall.ECONNRESET) {
		t.Fatalf("%v; want a reset", err)
	}
	// The server counts an answer after it has sent it.
	await(t, server, func(r flawed.Record) bool { return r.Answered >= 50 })
	// Fewer than 50 a second ask again.
	for began := time.Now(); told() != nil; time.Sleep(30 * time.Millisecond) {
		if time.Since(began) > deadline {
			t.Fatal("it does not forget")
		}
	}
}
