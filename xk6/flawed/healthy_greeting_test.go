package flawed_test

import (
	"testing"

	"github.com/probe-storm/probe-storm/xk6/flawed"
)

func TestHealthyGreetingGreetsAndAnswersTheFIN(t *testing.T) {
	server := start(t, "healthy-greeting")
	conn := dial(t, server)
	receive(t, conn, greeting)
	awaitRecord(t, server, flawed.Record{Accepted: 1, Answered: 1, Open: 1})
	if err := conn.CloseWrite(); err != nil {
		t.Fatal(err)
	}
	receiveEnd(t, conn)
	awaitRecord(t, server, flawed.Record{Accepted: 1, Answered: 1, EOF: 1})
}

func TestHealthyGreetingSurvivesResets(t *testing.T) {
	server := start(t, "healthy-greeting")
	for range 20 {
		reset(t, dial(t, server))
	}
	receive(t, dial(t, server), greeting)
	// Whether a greeting beat its RST is up to the scheduler.
	await(t, server, func(r flawed.Record) bool {
		return r.Accepted == 21 && r.Reset == 20 && r.EOF == 0 && r.Open == 1 && r.Answered >= 1 && !r.Wedged
	})
}
