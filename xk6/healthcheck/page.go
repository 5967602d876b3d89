package healthcheck

import "github.com/probe-storm/probe-storm/xk6/recorder"

// recorder is the one of the current page.
func (r *root) recorder() *recorder.Recorder { return r.page.Load() }

// newPage begins a fresh recording, so that one process can run one experiment after the other. An exchange under way belongs to
// the page that it began on: it holds on to that recorder and is counted there, where nobody looks any more.
func (r *root) newPage() {
	r.page.Store(recorder.New(r.clock))
	r.log.forget()
}
