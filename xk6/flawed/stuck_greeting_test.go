package flawed_test

import (
	"testing"

	"github.com/probe-storm/probe-storm/xk6/flawed"
)

func TestStuckGreetingGreetsWhoeverWaits(t *testing.T) {
	server := start(t, "stuck-greeting")
	conn := dial(t, server)
	receive(t, conn, greeting)
	if err := conn.CloseWrite(); err != nil {
		t.Fatal(err)
	}
	receiveEnd(t, conn)
	awaitRecord(t, server, flawed.Record{Accepted: 1, Answered: 1, EOF: 1})
}

// wedge resets right after the handshake until an RST has beaten the greeting; on an idle machine the first one does. It
// returns how many were needed.
func wedge(t *testing.T, server *flawed.Server) int64 {
	t.Helper()
	for tries := int64(1); tries <= 200; tries++ {
		reset(t, dial(t, server))
		record := await(t, server, func(r flawed.Record) bool { return r.Wedged || r.Answered == tries })
		if record.Wedged {
			return tries
		}
	}
	t.Fatal("200 resets right after the handshake did no harm")
	return 0
}

func TestStuckGreetingNeverAcceptsAgainAfterAnRSTBeforeTheGreeting(t *testing.T) {
	server := start(t, "stuck-greeting")
	tries := wedge(t, server)

	// The kernel goes on completing handshakes; the service has nothing to say.
	client := dial(t, server)
	receiveNothing(t, client)
	// The socket of the write that failed stays open, as in a process that hangs.
	awaitRecord(t, server, flawed.Record{
		Accepted: tries, Reset: tries, Answered: tries - 1, Open: 1, Wedged: true,
	})
}

func TestStuckGreetingSurvivesAnRSTAfterTheGreeting(t *testing.T) {
	server := start(t, "stuck-greeting")
	for range 10 {
		conn := dial(t, server)
		receive(t, conn, greeting)
		reset(t, conn)
	}
	receive(t, dial(t, server), greeting)
	awaitRecord(t, server, flawed.Record{Accepted: 11, Reset: 10, Answered: 11, Open: 1})
}

func TestStuckGreetingSurvivesFINs(t *testing.T) {
	server := start(t, "stuck-greeting")
	for range 10 {
		dial(t, server).Close()
	}
	receive(t, dial(t, server), greeting)
	// Where the greeting beat the close, the close was an RST; either way the write had succeeded.
	await(t, server, func(r flawed.Record) bool {
		return r.Accepted == 11 && r.Answered == 11 && r.EOF+r.Reset == 10 && r.Open == 1 && !r.Wedged
	})
}
