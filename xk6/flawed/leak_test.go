package flawed_test

import (
	"testing"

	"github.com/probe-storm/probe-storm/xk6/flawed"
)

func TestLeakNeverAnswersAFINThatCameWithoutARequest(t *testing.T) {
	server := start(t, "leak")
	conn := dial(t, server)
	leave(t, conn)
	receiveNothing(t, conn)
	awaitRecord(t, server, flawed.Record{Accepted: 1, EOF: 1, Open: 1})
}

func TestLeakAcceptsNoMoreWhenItsDescriptorsAreGone(t *testing.T) {
	server := start(t, "leak")
	for range 31 {
		leave(t, dial(t, server))
	}
	await(t, server, func(r flawed.Record) bool { return r.EOF == 31 })
	logIn(t, server)

	leave(t, dial(t, server))
	await(t, server, func(r flawed.Record) bool { return r.Wedged })
	goUnserved(t, server)
	awaitRecord(t, server, flawed.Record{Accepted: 33, EOF: 33, Answered: 1, Open: 32, Wedged: true})
}

func TestLeakClosesAfterResetsAndRequests(t *testing.T) {
	server := start(t, "leak")
	for range 40 {
		reset(t, dial(t, server))
		logIn(t, server)
	}
	awaitRecord(t, server, flawed.Record{Accepted: 80, Reset: 40, EOF: 40, Answered: 40})
}
