package healthcheck

import "github.com/probe-storm/probe-storm/xk6/recorder"

// recorder is the one of the current page.
func (r *root) recorder() *recorder.Recorder { return r.page.Load() }

// newPage begins a fresh recording, so that one process can run one experiment after the other. An exchange that is under way keeps the
// recorder that it began with and is counted there; the new recording does not see it.
func (r *root) newPage() {
	r.page.Store(recorder.New(r.clock))
	r.log.forget()
	r.nodesUp.forget()
}
