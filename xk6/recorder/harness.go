package recorder

// harnessLog keeps what went wrong on our own side.
type harnessLog struct {
	errors  int64
	reasons tally
}

func (h *harnessLog) add(reason string) {
	h.errors++
	h.reasons.add(reason)
}

// HarnessRecord is `harness` of Recording in index.d.ts.
type HarnessRecord struct {
	Errors  int64            `json:"errors"`
	Reasons map[string]int64 `json:"reasons"`
}

func (h *harnessLog) record() HarnessRecord {
	return HarnessRecord{Errors: h.errors, Reasons: copied(h.reasons.counts)}
}

// HarnessError counts a failure on our own side that belongs to no exchange. reason is one line.
func (r *Recorder) HarnessError(reason string) {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	r.harness.add(reason)
}
