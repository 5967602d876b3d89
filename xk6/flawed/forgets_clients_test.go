package flawed_test

import (
	"net"
	"testing"

	"github.com/probe-storm/probe-storm/xk6/flawed"
)

func TestForgetsClientsWedgesAfter20PeersInARowWithoutAWord(t *testing.T) {
	for name, end := range map[string]func(*testing.T, *net.TCPConn){"RSTs": reset, "FINs": leave} {
		t.Run(name, func(t *testing.T) {
			server := start(t, "forgets-clients")
			logIn(t, server)
			for range 20 {
				end(t, dial(t, server))
			}
			await(t, server, func(r flawed.Record) bool { return r.Wedged })
			goUnserved(t, server)
			await(t, server, func(r flawed.Record) bool { return r.Accepted == 21 && r.Open == 0 })
		})
	}
}

func TestForgetsClientsServesAsLongAsClientsCallBetween(t *testing.T) {
	server := start(t, "forgets-clients")
	for round := int64(1); round <= 3; round++ {
		for range 19 {
			reset(t, dial(t, server))
		}
		await(t, server, func(r flawed.Record) bool { return r.Reset == 19*round && r.Open == 0 })
		logIn(t, server)
	}
	await(t, server, func(r flawed.Record) bool { return r.Accepted == 60 && r.Open == 0 && !r.Wedged })
}
