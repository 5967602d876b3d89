package flawed_test

import (
	"bytes"
	"runtime"
	"testing"

	"github.com/probe-storm/probe-storm/xk6/flawed"
)

func TestBusyAfterFinSpinsAfterTheFirstOneUntilTheStop(t *testing.T) {
	server := start(t, "busy-after-fin")
	for range 5 {
		logIn(t, server)
		reset(t, dial(t, server))
	}
	await(t, server, func(r flawed.Record) bool { return r.Reset == 5 && r.Open == 0 })
	if spinning() != 0 {
		t.Fatal("it spins without a FIN that had no word before it")
	}
	for range 3 {
		leave(t, dial(t, server))
		logIn(t, server)
	}
	await(t, server, func(r flawed.Record) bool { return r.Open == 0 && spinning() == 1 && !r.Wedged })
	server.Stop()
	if spinning() != 0 {
		t.Fatal("it spins after the stop")
	}
}

func spinning() int {
	stacks := make([]byte, 1<<20)
	return bytes.Count(stacks[:runtime.Stack(stacks, true)], []byte("flawed.(*Service).spin("))
}
