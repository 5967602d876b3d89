package flawed_test

import (
	"net"
	"testing"
	"time"

	"github.com/probe-storm/probe-storm/xk6/flawed"
)

// burst makes twenty connections that end without a word, and waits until the server has seen them.
func burst(t *testing.T, server *flawed.Server, end func(*testing.T, *net.TCPConn)) {
	t.Helper()
	for range 20 {
		end(t, dial(t, server))
	}
	await(t, server, func(r flawed.Record) bool { return r.EOF+r.Reset == 20 && r.Open == 0 })
}

func TestThrottledRefusesAfterABurstAndReturns(t *testing.T) {
	t.Parallel()
	for name, end := range map[string]func(*testing.T, *net.TCPConn){"of RSTs": reset, "of FINs": leave} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			server := start(t, "throttled")
			burst(t, server, end)
			beRefused(t, server)
			awaitReturn(t, server)
			logIn(t, server)
		})
	}
}

func TestThrottledLeavesConnectionsAlone(t *testing.T) {
	server := start(t, "throttled")
	client := dial(t, server)
	receive(t, client, greeting)
	for range 20 {
		reset(t, dial(t, server))
	}
	await(t, server, func(r flawed.Record) bool { return r.Reset == 20 && r.Open == 1 })
	beRefused(t, server)
	say(t, client, "HELLO\r\n")
	receive(t, client, welcome)
}

func TestThrottledDoesNotCountClients(t *testing.T) {
	server := start(t, "throttled")
	for range 19 {
		reset(t, dial(t, server))
	}
	for range 20 {
		logIn(t, server)
	}
	await(t, server, func(r flawed.Record) bool { return r.Accepted == 39 && r.Open == 0 })
	logIn(t, server)
}

func TestThrottledStopsWhileItRefuses(t *testing.T) {
	server := start(t, "throttled")
	burst(t, server, reset)
	beRefused(t, server)
	server.Stop()
	beRefused(t, server)
}

// awaitReturn waits until the server listens again.
func awaitReturn(t *testing.T, server *flawed.Server) {
	t.Helper()
	for end := time.Now().Add(deadline); ; time.Sleep(10 * time.Millisecond) {
		conn, err := net.DialTimeout("tcp", server.Addr().String(), deadline)
		if err == nil {
			conn.Close()
			return
		}
		if time.Now().After(end) {
			t.Fatalf("it does not return: %v", err)
		}
	}
}
