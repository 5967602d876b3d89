package processwatch

import (
	"time"

	"golang.org/x/sys/unix"
)

// tick is the unit of a process's start in /proc/PID/stat.
const tick = 10 * time.Millisecond

// bytesWritten adds up what processes hand to write(2), as /proc/PID/io has it (wchar). The sum never falls, although processes come
// and go.
type bytesWritten struct {
	total, gone int64
	last        map[int]processWrites // by number, at the last look
	seen        time.Duration         // since boot
}

type processWrites struct {
	process process
	bytes   int64
}

func (b *bytesWritten) add(now []processWrites, sinceBoot time.Duration) {
	first := b.last == nil
	current := make(map[int]processWrites, len(now))
	sum := int64(0)
	for _, p := range now {
		current[p.process.proc.PID] = p
		sum += p.bytes
		before, known := b.last[p.process.proc.PID]
		known = known && before.process.same(p.process)
		// One that is older than the last look and joined only now has written for others so far.
		// #nosec G115 -- ticks since boot: 292 years of them fit
		if !known && !first && time.Duration(p.process.started)*tick < b.seen-tick {
			b.gone -= p.bytes
		}
	}
	for pid, p := range b.last {
		if next, still := current[pid]; still && next.process.same(p.process) {
			continue
		}
		// The kernel adds what an ended process wrote to the parent that waits for it.
		parent, known := b.last[p.process.parent]
		if !known || !parent.process.same(current[p.process.parent].process) {
			b.gone += p.bytes
		}
	}
	b.total = max(b.total, b.gone+sum)
	b.last, b.seen = current, sinceBoot
}

func sinceBoot() time.Duration {
	var now unix.Timespec
	if unix.ClockGettime(unix.CLOCK_BOOTTIME, &now) != nil {
		return 0
	}
	return time.Duration(now.Nano())
}
