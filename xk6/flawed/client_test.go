package flawed_test

import (
	"strings"
	"testing"

	"github.com/probe-storm/probe-storm/xk6/flawed"
)

// Two such clients in a row get what they wait for.
func TestEachFlawServesTheClientThatItNames(t *testing.T) {
	for _, name := range flawed.Names() {
		t.Run(name, func(t *testing.T) {
			server := start(t, name)
			for range 2 {
				beServedAs(t, flawed.Client(name), server)
			}
		})
	}
}

func beServedAs(t *testing.T, client string, server *flawed.Server) {
	t.Helper()
	switch {
	case client == "CLIENT=greeting":
		conn := dial(t, server)
		receive(t, conn, greeting) // leak-any never closes
		leave(t, conn)
	case strings.Contains(client, "CLIENT_EXPECT=regex:WELCOME"):
		logIn(t, server)
	case strings.Contains(client, "CLIENT_SEND=ping"):
		conn := dial(t, server)
		say(t, conn, "ping")
		receive(t, conn, "ping")
		leave(t, conn)
		receiveEnd(t, conn)
	case strings.HasPrefix(client, "CLIENT=tls "):
		beServedInTLS(t, dial(t, server))
	default:
		t.Fatalf("nobody here behaves as %s", client)
	}
}
