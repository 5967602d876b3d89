package healthcheck

import (
	"context"
	"time"

	"go.k6.io/k6/v2/js/modules"
	"go.k6.io/k6/v2/lib"
	"go.k6.io/k6/v2/metrics"
)

const (
	// pause is the longest time between two checks of a batch.
	pause = time.Millisecond
	// mostBatched and longestBatched bound a batch. k6 itself looks every 50 ms at what it was handed.
	mostBatched    = 100 // checks
	longestBatched = 50 * time.Millisecond
)

// batch collects the samples of checks that follow each other closely, and hands them to k6 together. Handed over one by one, each would
// wake k6's collector on another core, which takes about a quarter of the time that the check itself takes.
//
// Nothing gets lost: k6 runs the callbacks of an iteration before it lets go of the VU, however the iteration ends. In
// setup and teardown it does not after an exception, so nothing is kept there.
type batch struct {
	iteration context.Context // of the latest check
	ended     time.Duration   // when that one did

	samples metrics.Samples
	checks  int
	first   time.Duration // when the first of these checks ended
	room    int           // for samples: what the latest batch needed
	// awaited is the iteration whose end hands over what is left. k6 keeps a callback until the script returns, and a script may check
	// as long as a run lasts: there is one for an iteration, not for a batch.
	awaited context.Context
}

// follows tells whether the check comes right after another one of its iteration.
func (b *batch) follows(iteration context.Context, vu uint64, o *observation) bool {
	follows := vu != 0 && b.iteration == iteration && o.Start-b.ended < pause
	b.iteration, b.ended = iteration, o.End
	return follows
}

// open has a batch handed over at the end of the iteration at the latest.
func (b *batch) open(vu modules.VU, state *lib.State, at time.Duration) {
	b.checks, b.first = 0, at
	b.samples = make(metrics.Samples, 0, b.room)
	iteration := vu.Context()
	if b.awaited == iteration {
		return
	}
	b.awaited = iteration
	vu.RegisterCallback()(func() error {
		// What a promise or a timer of this iteration does after it needs another one.
		b.awaited = nil
		b.flush(state.Samples)
		return nil
	})
}

func (b *batch) full(at time.Duration) bool {
	return b.checks >= mostBatched || at-b.first >= longestBatched
}

// flush sends whatever has become of the iteration in the meantime: the recorder has counted these checks.
func (b *batch) flush(into chan<- metrics.SampleContainer) {
	if len(b.samples) > 0 {
		b.room = len(b.samples)
		into <- b.samples
		b.samples = nil
	}
}
