package flawed_test

import (
	"testing"

	"github.com/probe-storm/probe-storm/xk6/flawed"
)

func TestHealthyDoesNotSpeakFirst(t *testing.T) {
	receiveNothing(t, dial(t, start(t, "healthy")))
}

func TestHealthySendsBackEachChunkAndAnswersTheFIN(t *testing.T) {
	server := start(t, "healthy")
	conn := dial(t, server)
	for _, chunk := range []string{"hello\r\n", "half a li", "ne\n"} {
		if _, err := conn.Write([]byte(chunk)); err != nil {
			t.Fatal(err)
		}
		receive(t, conn, chunk)
	}
	awaitRecord(t, server, flawed.Record{Accepted: 1, Answered: 1, Open: 1})
	if err := conn.CloseWrite(); err != nil {
		t.Fatal(err)
	}
	receiveEnd(t, conn)
	awaitRecord(t, server, flawed.Record{Accepted: 1, Answered: 1, EOF: 1})
}

func TestHealthySurvivesResets(t *testing.T) {
	server := start(t, "healthy")
	for range 20 {
		reset(t, dial(t, server))
	}
	conn := dial(t, server)
	if _, err := conn.Write([]byte("still there?")); err != nil {
		t.Fatal(err)
	}
	receive(t, conn, "still there?")
	awaitRecord(t, server, flawed.Record{Accepted: 21, Reset: 20, Answered: 1, Open: 1})
}
