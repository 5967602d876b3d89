package recorder

import (
	"slices"
	"time"

	"github.com/probe-storm/probe-storm/xk6/clock"
)

// ReferenceTook keeps how long the exchange with this machine's own server took.
func (r *Recorder) ReferenceTook(phase string, took time.Duration) {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	r.references[phase] = append(r.references[phase], clock.Milliseconds(took))
}

// referenceStats is Recording.reference.
func (r *Recorder) referenceStats() map[string]Stats {
	all := make(map[string]Stats, len(r.references))
	for phase, times := range r.references {
		all[phase] = exactStats(slices.Clone(times))
	}
	return all
}
