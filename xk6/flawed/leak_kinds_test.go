package flawed_test

import (
	"bytes"
	"net"
	"runtime"
	"testing"

	"github.com/probe-storm/probe-storm/xk6/flawed"
)

func TestLeakOnResetKeepsADescriptorPerReset(t *testing.T) {
	server := start(t, "leak-on-reset")
	for range 10 {
		reset(t, dial(t, server))
		beServed(t, server)
	}
	awaitEnds(t, server, flawed.Record{Accepted: 20, Reset: 10, EOF: 10, Open: 10})
}

func TestLeakAnyKeepsADescriptorPerConnection(t *testing.T) {
	server := start(t, "leak-any")
	for range 10 {
		reset(t, dial(t, server))
		client := dial(t, server)
		receive(t, client, greeting)
		leave(t, client)
	}
	awaitEnds(t, server, flawed.Record{Accepted: 20, Reset: 10, EOF: 10, Open: 20})
	stays := dial(t, server)
	receive(t, stays, greeting)
	leave(t, stays)
	receiveNothing(t, stays)
}

func TestLeakThreadKeepsAThreadPerReset(t *testing.T) {
	const many = 20
	server := start(t, "leak-thread")
	before := heldThreads()
	for range many {
		reset(t, dial(t, server))
		beServed(t, server)
	}
	// All are closed, and those that were reset still hold their thread.
	awaitEnds(t, server, flawed.Record{Accepted: 2 * many, Reset: many, EOF: many})
	await(t, server, func(flawed.Record) bool { return heldThreads()-before == many })
	server.Stop()
	if left := heldThreads() - before; left != 0 {
		t.Fatalf("%d threads are held after the stop", left)
	}
}

func TestLeakMemoryKeepsABufferPerReset(t *testing.T) {
	const many, size = 60, 128 << 10
	server := start(t, "leak-memory")
	before := liveBytes()
	for range many {
		reset(t, dial(t, server))
	}
	awaitEnds(t, server, flawed.Record{Accepted: many, Reset: many})
	// Half of it is room for what else this process keeps or gives back meanwhile: the race detector, finalizers.
	await(t, server, func(flawed.Record) bool { return liveBytes()-before > many*size/2 })
	kept := liveBytes()
	clients := make([]*net.TCPConn, many)
	for i := range clients {
		clients[i] = dial(t, server)
	}
	for _, client := range clients {
		receive(t, client, greeting)
		leave(t, client)
		receiveEnd(t, client)
	}
	if more := liveBytes() - kept; more > many*size/2 {
		t.Fatalf("%d bytes more are kept for clients", more)
	}
}

func TestWarmUpServesEverybodyAndGrowsAtFirstOnly(t *testing.T) {
	const pool = 100
	server := start(t, "warm-up")
	before := heldThreads()
	for range pool / 4 {
		reset(t, dial(t, server))
		beServed(t, server)
	}
	await(t, server, func(flawed.Record) bool { return heldThreads()-before == pool/2 })
	for range pool {
		reset(t, dial(t, server))
		beServed(t, server)
	}
	await(t, server, func(r flawed.Record) bool { return r.Accepted == pool/2+2*pool && r.Open == 0 })
	await(t, server, func(flawed.Record) bool { return heldThreads()-before == pool })
}

// heldThreads are those that a goroutine has for itself alone.
func heldThreads() int {
	stacks := make([]byte, 16<<20)
	return bytes.Count(stacks[:runtime.Stack(stacks, true)], []byte("locked to thread"))
}

func liveBytes() int {
	runtime.GC()
	var stats runtime.MemStats
	runtime.ReadMemStats(&stats)
	return int(stats.HeapAlloc)
}
