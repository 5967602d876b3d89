package flawed_test

import (
	"crypto/tls"
	"errors"
	"net"
	"os"
	"testing"
	"time"

	"github.com/probe-storm/probe-storm/xk6/flawed"
)

func TestTLSInAcceptGreetsInsideTLS(t *testing.T) {
	server := start(t, "tls-in-accept")
	beServedInTLS(t, dial(t, server))
	awaitRecord(t, server, flawed.Record{Accepted: 1, Answered: 1, EOF: 1})
}

func TestTLSInAcceptIsHeldUpByOneSilentPeer(t *testing.T) {
	for name, release := range map[string]func(*testing.T, *net.TCPConn){"until its FIN": leave, "until its RST": reset} {
		t.Run(name, func(t *testing.T) {
			server := start(t, "tls-in-accept")
			silent := dial(t, server)
			impatient := dial(t, server)
			_ = impatient.SetDeadline(time.Now().Add(patience))
			if err := insecure(impatient).Handshake(); !errors.Is(err, os.ErrDeadlineExceeded) {
				t.Fatalf("%v; want silence", err)
			}
			impatient.Close()

			release(t, silent)
			beServedInTLS(t, dial(t, server))
		})
	}
}

func TestTLSInAcceptServesOthersBesideAPeerWithTLS(t *testing.T) {
	server := start(t, "tls-in-accept")
	staying := insecure(dial(t, server))
	receive(t, staying, greeting)
	beServedInTLS(t, dial(t, server))
}

func TestTLSInAcceptSurvivesResetsFINsAndOtherProtocols(t *testing.T) {
	server := start(t, "tls-in-accept")
	for range 10 {
		reset(t, dial(t, server))
		dial(t, server).Close()
		other := dial(t, server)
		say(t, other, "PING\r\n")
		if n, err := other.Read(make([]byte, 64)); errors.Is(err, os.ErrDeadlineExceeded) {
			t.Fatalf("%d bytes, %v; want the connection closed", n, err)
		}
	}
	beServedInTLS(t, dial(t, server))
}

func insecure(conn net.Conn) *tls.Conn {
	return tls.Client(conn, &tls.Config{InsecureSkipVerify: true})
}

func beServedInTLS(t *testing.T, conn *net.TCPConn) {
	t.Helper()
	secure := insecure(conn)
	receive(t, secure, greeting)
	if err := secure.CloseWrite(); err != nil { // close_notify
		t.Fatal(err)
	}
	leave(t, conn)
	receiveEnd(t, conn)
}
