package healthcheck

// recorder is the one of the current page.
func (r *root) recorder() *recorder { return r.page.Load() }

// newPage begins a fresh recording, so that one process can run one experiment after the other. An exchange under way belongs to
// the page that it began on: it holds on to that recorder and is counted there, where nobody looks any more.
func (r *root) newPage() {
	r.page.Store(newRecorder(r.clock))
	r.log.forget()
}
