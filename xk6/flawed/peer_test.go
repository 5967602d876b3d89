package flawed_test

import (
	"errors"
	"io"
	"net"
	"net/netip"
	"os"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/probe-storm/probe-storm/xk6/flawed"
)

// deadline is for what must happen; a busy machine may take its time.
const deadline = 30 * time.Second

// patience is for what must not happen: how long a peer waits for bytes that never come.
const patience = 300 * time.Millisecond

const (
	greeting = "GREETINGS!\r\n"
	welcome  = "WELCOME\r\n"
)

func start(t *testing.T, flaw string) *flawed.Server {
	t.Helper()
	return startOn(t, flaw, "127.0.0.1:0", 16)
}

func startOn(t *testing.T, flaw, listen string, backlog int) *flawed.Server {
	t.Helper()
	server, err := flawed.Start(flawed.Options{
		Flaw: flaw, Listen: netip.MustParseAddrPort(listen), Backlog: backlog,
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(server.Stop)
	return server
}

// dial completes a handshake; the connection is closed when the test ends.
func dial(t *testing.T, server *flawed.Server) *net.TCPConn {
	t.Helper()
	conn, err := net.DialTimeout("tcp", server.Addr().String(), deadline)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	_ = conn.SetDeadline(time.Now().Add(deadline))
	return conn.(*net.TCPConn)
}

// reset closes with an RST.
func reset(t *testing.T, conn *net.TCPConn) {
	t.Helper()
	if err := conn.SetLinger(0); err != nil {
		t.Fatal(err)
	}
	conn.Close()
}

func receive(t *testing.T, conn net.Conn, want string) {
	t.Helper()
	got := make([]byte, len(want))
	if n, err := io.ReadFull(conn, got); err != nil || string(got) != want {
		t.Fatalf("received %q, %v; want %q", got[:n], err, want)
	}
}

func say(t *testing.T, conn net.Conn, words string) {
	t.Helper()
	if _, err := conn.Write([]byte(words)); err != nil {
		t.Fatal(err)
	}
}

// leave sends a FIN and does not close, so that what still comes is not answered by an RST.
func leave(t *testing.T, conn *net.TCPConn) {
	t.Helper()
	if err := conn.CloseWrite(); err != nil {
		t.Fatal(err)
	}
}

// leaveAndClose is a plain close whose FIN is certain: a close by itself is an RST where the greeting has come first, as it does
// when this machine is busy.
func leaveAndClose(t *testing.T, conn *net.TCPConn) {
	t.Helper()
	leave(t, conn)
	conn.Close()
}

// closeUnread takes a byte of the greeting and closes: an RST, because the others lie unread.
func closeUnread(t *testing.T, conn *net.TCPConn) {
	t.Helper()
	receive(t, conn, greeting[:1])
	conn.Close()
}

// beServed is a client that waits for a greeting, takes it and leaves.
func beServed(t *testing.T, server *flawed.Server) {
	t.Helper()
	conn := dial(t, server)
	receive(t, conn, greeting)
	leave(t, conn)
	receiveEnd(t, conn)
}

// logIn is a client that says a word, is welcomed (after a greeting where there is one) and leaves.
func logIn(t *testing.T, server *flawed.Server) {
	t.Helper()
	conn := dial(t, server)
	say(t, conn, "HELLO\r\n")
	leave(t, conn)
	if all, err := io.ReadAll(conn); err != nil || !strings.HasSuffix(string(all), welcome) {
		t.Fatalf("received %q, %v; want a welcome", all, err)
	}
}

// goUnserved is a client that completes the handshake, says a word and gets nothing.
func goUnserved(t *testing.T, server *flawed.Server) {
	t.Helper()
	conn := dial(t, server)
	say(t, conn, "HELLO\r\n")
	receiveNothing(t, conn)
}

func beRefused(t *testing.T, server *flawed.Server) {
	t.Helper()
	conn, err := net.DialTimeout("tcp", server.Addr().String(), deadline)
	if err == nil {
		conn.Close()
	}
	if !errors.Is(err, syscall.ECONNREFUSED) {
		t.Fatalf("%v; want the connection refused", err)
	}
}

// receiveNothing fails when a byte or an end arrives while the peer is patient.
func receiveNothing(t *testing.T, conn net.Conn) {
	t.Helper()
	_ = conn.SetReadDeadline(time.Now().Add(patience))
	got := make([]byte, 64)
	if n, err := conn.Read(got); !errors.Is(err, os.ErrDeadlineExceeded) {
		t.Fatalf("received %q, %v; want silence", got[:n], err)
	}
}

// again gives a peer that was left waiting its time back.
func again(conn net.Conn) {
	_ = conn.SetDeadline(time.Now().Add(deadline))
}

// receiveEnd fails when anything but a FIN comes.
func receiveEnd(t *testing.T, conn net.Conn) {
	t.Helper()
	if rest, err := io.ReadAll(conn); err != nil || len(rest) > 0 {
		t.Fatalf("received %q, %v; want a FIN", rest, err)
	}
}

// await waits until the server's record is as it should be.
func await(t *testing.T, server *flawed.Server, wanted func(flawed.Record) bool) flawed.Record {
	t.Helper()
	for end := time.Now().Add(deadline); ; time.Sleep(time.Millisecond) {
		record := server.Record()
		if wanted(record) {
			return record
		}
		if time.Now().After(end) {
			t.Fatalf("the record stays at %+v", record)
		}
	}
}

func awaitRecord(t *testing.T, server *flawed.Server, want flawed.Record) {
	t.Helper()
	await(t, server, func(r flawed.Record) bool { return r == want })
}

// awaitEnds is awaitRecord where it does not matter how many were answered: on a busy machine the greeting may beat an RST that
// is sent at once.
func awaitEnds(t *testing.T, server *flawed.Server, want flawed.Record) {
	t.Helper()
	await(t, server, func(r flawed.Record) bool {
		r.Answered = 0
		return r == want
	})
}
