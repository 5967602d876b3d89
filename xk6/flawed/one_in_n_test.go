package flawed_test

import (
	"testing"

	"github.com/probe-storm/probe-storm/xk6/flawed"
)

func TestOneInNWedgesAtThe25thResetBeforeTheGreeting(t *testing.T) {
	server := start(t, "one-in-n")
	// An RST that was slower than the greeting does not count.
	for tries := int64(1); ; tries++ {
		reset(t, dial(t, server))
		record := await(t, server, func(r flawed.Record) bool { return r.Reset == tries })
		if record.Reset-record.Answered == 25 {
			break
		}
	}
	await(t, server, func(r flawed.Record) bool { return r.Wedged })
	goUnserved(t, server)
}

func TestOneInNServesAfter24ResetsAndAnyNumberOfOtherEnds(t *testing.T) {
	server := start(t, "one-in-n")
	for range 24 {
		reset(t, dial(t, server))
		dial(t, server).Close()
		closeUnread(t, dial(t, server))
	}
	beServed(t, server)
	await(t, server, func(r flawed.Record) bool { return r.Accepted == 73 && r.Open == 0 && !r.Wedged })
}
