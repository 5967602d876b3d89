package flawed_test

import (
	"net"
	"testing"

	"github.com/probe-storm/probe-storm/xk6/flawed"
)

func TestSerialReadAnswersOneRequestAndCloses(t *testing.T) {
	server := start(t, "serial-read")
	conn := dial(t, server)
	say(t, conn, "HELLO\r\n")
	receive(t, conn, welcome)
	receiveEnd(t, conn)
	awaitRecord(t, server, flawed.Record{Accepted: 1, Answered: 1})
}

func TestSerialReadIsHeldUpByOneSilentPeer(t *testing.T) {
	for name, release := range map[string]func(*testing.T, *net.TCPConn){
		"until its FIN":     leave,
		"until its RST":     reset,
		"until its request": func(t *testing.T, silent *net.TCPConn) { say(t, silent, "HELLO\r\n") },
	} {
		t.Run(name, func(t *testing.T) {
			server := start(t, "serial-read")
			silent := dial(t, server)
			client := dial(t, server)
			say(t, client, "HELLO\r\n")
			receiveNothing(t, client)
			awaitRecord(t, server, flawed.Record{Accepted: 1, Open: 1})

			release(t, silent)
			again(client)
			receive(t, client, welcome)
		})
	}
}

func TestSerialReadSurvivesResetsAndFINs(t *testing.T) {
	server := start(t, "serial-read")
	for range 10 {
		reset(t, dial(t, server))
		dial(t, server).Close()
	}
	logIn(t, server)
	awaitRecord(t, server, flawed.Record{Accepted: 21, Reset: 10, EOF: 10, Answered: 1})
}
