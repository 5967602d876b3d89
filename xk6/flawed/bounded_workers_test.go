package flawed_test

import (
	"net"
	"testing"
	"time"

	"github.com/probe-storm/probe-storm/xk6/flawed"
)

// occupy takes all eight workers and returns the peers that have them.
func occupy(t *testing.T, server *flawed.Server) []*net.TCPConn {
	t.Helper()
	var silent []*net.TCPConn
	for range 8 {
		conn := dial(t, server)
		receive(t, conn, greeting)
		silent = append(silent, conn)
	}
	return silent
}

func TestBoundedWorkersLeaveTheNinthInTheQueueUntilOneEnds(t *testing.T) {
	for name, end := range map[string]func(*testing.T, *net.TCPConn){"with a FIN": leave, "with an RST": reset} {
		t.Run(name, func(t *testing.T) {
			server := start(t, "bounded-workers")
			silent := occupy(t, server)
			ninth := dial(t, server)
			receiveNothing(t, ninth)
			awaitRecord(t, server, flawed.Record{Accepted: 8, Answered: 8, Open: 8})

			end(t, silent[3])
			again(ninth)
			receive(t, ninth, greeting)
		})
	}
}

func TestBoundedWorkersRecoverWhenSilentPeersStay(t *testing.T) {
	t.Parallel()
	server := start(t, "bounded-workers")
	began := time.Now()
	silent := occupy(t, server)
	receive(t, dial(t, server), greeting)
	if waited := time.Since(began); waited < 5*time.Second {
		t.Errorf("the ninth was served after %s: a worker was free", waited)
	}
	receiveEnd(t, silent[0])
}

func TestBoundedWorkersSurviveWhoeverEnds(t *testing.T) {
	server := start(t, "bounded-workers")
	for range 10 {
		reset(t, dial(t, server))
		dial(t, server).Close()
		closeUnread(t, dial(t, server))
		beServed(t, server)
	}
	await(t, server, func(r flawed.Record) bool { return r.Accepted == 40 && r.Open == 0 && !r.Wedged })
}
