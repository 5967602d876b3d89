package flawed_test

import (
	"net"
	"testing"
	"time"

	"github.com/probe-storm/probe-storm/xk6/flawed"
)

func TestSlowAcceptServesOneAfterTheOther(t *testing.T) {
	for name, ahead := range map[string]func(*testing.T, *net.TCPConn){
		"behind resets": reset,
		"behind FINs":   leave,
		"behind peers that stay": func(*testing.T, *net.TCPConn) {
		},
	} {
		t.Run(name, func(t *testing.T) {
			server := start(t, "slow-accept")
			began := time.Now()
			for range 9 {
				ahead(t, dial(t, server))
			}
			receive(t, dial(t, server), greeting)
			// The last of ten cannot be earlier, however fast the machine.
			if waited := time.Since(began); waited < 10*60*time.Millisecond {
				t.Errorf("served after %s", waited)
			}
			await(t, server, func(r flawed.Record) bool { return r.Accepted == 10 && !r.Wedged })
		})
	}
}
