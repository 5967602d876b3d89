package flawed_test

import (
	"net"
	"testing"

	"github.com/probe-storm/probe-storm/xk6/flawed"
)

func TestPreforkLosesAWorkerAtEachReset(t *testing.T) {
	for name, end := range map[string]func(*testing.T, *net.TCPConn){
		"before the greeting":     reset,
		"by the greeting, unread": closeUnread,
	} {
		t.Run(name, func(t *testing.T) {
			server := start(t, "prefork")
			for range 4 {
				end(t, dial(t, server))
			}
			await(t, server, func(r flawed.Record) bool { return r.Reset == 4 })
			beServed(t, server)

			end(t, dial(t, server))
			await(t, server, func(r flawed.Record) bool { return r.Wedged })
			goUnserved(t, server)
			await(t, server, func(r flawed.Record) bool { return r.Accepted == 6 && r.Reset == 5 && r.Open == 0 })
		})
	}
}

func TestPreforkWaitsForFiveSilentPeers(t *testing.T) {
	server := start(t, "prefork")
	var silent []*net.TCPConn
	for range 5 {
		silent = append(silent, dial(t, server))
	}
	for _, conn := range silent {
		receive(t, conn, greeting)
	}
	sixth := dial(t, server)
	receiveNothing(t, sixth)

	leave(t, silent[2])
	again(sixth)
	receive(t, sixth, greeting)
}

func TestPreforkSurvivesFINs(t *testing.T) {
	server := start(t, "prefork")
	for range 20 {
		leaveAndClose(t, dial(t, server))
	}
	beServed(t, server)
	awaitRecord(t, server, flawed.Record{Accepted: 21, EOF: 21, Answered: 21})
}
