package flawed_test

import (
	"net"
	"testing"

	"github.com/probe-storm/probe-storm/xk6/flawed"
)

func TestWorkersEndOneWithEachConnectionWithoutARequest(t *testing.T) {
	for name, end := range map[string]func(*testing.T, *net.TCPConn){
		"by an RST": reset,
		"by a FIN":  leave,
		"by an RST behind the request": func(t *testing.T, conn *net.TCPConn) {
			say(t, conn, "HELLO\r\n")
			reset(t, conn)
		},
	} {
		t.Run(name, func(t *testing.T) {
			server := start(t, "workers-end")
			await(t, server, func(flawed.Record) bool { return heldThreads() == 11 })
			for ended := 1; ended <= 10; ended++ {
				end(t, dial(t, server))
				await(t, server, func(r flawed.Record) bool { return r.Open == 0 && heldThreads() == 11-ended })
				logIn(t, server)
			}
			end(t, dial(t, server))
			await(t, server, func(r flawed.Record) bool { return r.Wedged })
			goUnserved(t, server)
			// It still accepts, and keeps the connections that wait.
			await(t, server, func(r flawed.Record) bool { return r.Accepted == 22 && r.Open == 1 })
		})
	}
}

func TestWorkersEndLetsClientsBe(t *testing.T) {
	server := start(t, "workers-end")
	for range 30 {
		logIn(t, server)
	}
	await(t, server, func(r flawed.Record) bool { return r.Answered == 30 && r.Open == 0 && !r.Wedged })
	if threads := heldThreads(); threads != 11 {
		t.Errorf("%d workers are left", threads)
	}
}
