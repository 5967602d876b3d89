package flawed_test

import (
	"testing"

	"github.com/probe-storm/probe-storm/xk6/flawed"
)

func TestExitOnResetIsGoneAfterOneReset(t *testing.T) {
	for name, checker := range map[string]func(*testing.T, *flawed.Server){
		"before the greeting":     func(t *testing.T, server *flawed.Server) { reset(t, dial(t, server)) },
		"by the greeting, unread": func(t *testing.T, server *flawed.Server) { closeUnread(t, dial(t, server)) },
		"behind a request": func(t *testing.T, server *flawed.Server) {
			conn := dial(t, server)
			say(t, conn, "PING\r\n")
			reset(t, conn)
		},
	} {
		t.Run(name, func(t *testing.T) {
			server := start(t, "exit-on-reset")
			client := dial(t, server)
			receive(t, client, greeting)

			checker(t, server)
			receiveEnd(t, client)
			await(t, server, func(r flawed.Record) bool { return r.Wedged && r.Open == 0 })
			beRefused(t, server)
		})
	}
}

func TestExitOnResetSurvivesFINs(t *testing.T) {
	server := start(t, "exit-on-reset")
	for range 10 {
		leaveAndClose(t, dial(t, server))
	}
	beServed(t, server)
	awaitRecord(t, server, flawed.Record{Accepted: 11, EOF: 11, Answered: 11})
}
