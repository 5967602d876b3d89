package flawed_test

import (
	"net"
	"runtime"
	"testing"

	"github.com/probe-storm/probe-storm/xk6/flawed"
)

const blocked = "Host '127.0.0.1' is blocked\r\n"

// abort takes the greeting and leaves without a word, so often; it returns when the server has counted all of them.
func abort(t *testing.T, server *flawed.Server, times int, end func(*testing.T, *net.TCPConn)) {
	t.Helper()
	for range times {
		conn := dial(t, server)
		receive(t, conn, greeting)
		end(t, conn)
	}
	await(t, server, func(r flawed.Record) bool { return r.Open == 0 })
}

func TestHostBlockShutsAnAddressOutForGood(t *testing.T) {
	for name, end := range map[string]func(*testing.T, *net.TCPConn){
		"after FINs": leave,
		"after RSTs": reset,
	} {
		t.Run(name, func(t *testing.T) {
			server := start(t, "host-block")
			abort(t, server, 20, end)
			for range 2 {
				client := dial(t, server)
				say(t, client, "HELLO\r\n")
				receive(t, client, blocked)
				receiveEnd(t, client)
			}
		})
	}
}

func TestHostBlockCountsAFINBeforeTheGreeting(t *testing.T) {
	server := start(t, "host-block")
	for range 20 {
		dial(t, server).Close()
	}
	await(t, server, func(r flawed.Record) bool { return r.Accepted == 20 && r.Open == 0 })
	receive(t, dial(t, server), blocked)
}

func TestHostBlockGreetsOtherAddresses(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("only Linux has all of 127.0.0.0/8 on its loopback")
	}
	server := start(t, "host-block")
	abort(t, server, 20, leave)
	receive(t, dial(t, server), blocked)

	dialer := net.Dialer{Timeout: deadline, LocalAddr: &net.TCPAddr{IP: net.IPv4(127, 0, 0, 2)}}
	other, err := dialer.Dial("tcp", server.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	receive(t, other, greeting)
}

func TestHostBlockForgivesAtEachLogin(t *testing.T) {
	server := start(t, "host-block")
	for range 3 {
		abort(t, server, 19, leave)
		logIn(t, server)
	}
	await(t, server, func(r flawed.Record) bool { return r.Open == 0 && r.Answered == 3*20 })
}

func TestHostBlockDoesNotCountAnRSTBeforeTheGreeting(t *testing.T) {
	server := start(t, "host-block")
	for range 30 {
		reset(t, dial(t, server))
	}
	record := await(t, server, func(r flawed.Record) bool { return r.Accepted == 30 && r.Open == 0 })
	if record.Answered >= 20 {
		t.Skipf("%d of 30 resets were slower than the greeting", record.Answered)
	}
	receive(t, dial(t, server), greeting)
}
