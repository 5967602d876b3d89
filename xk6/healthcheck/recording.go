package healthcheck

import "time"

// recordingData is Recording of healthcheck.d.ts.
type recordingData struct {
	StartedAt          string                            `json:"startedAt"`
	NowMs              float64                           `json:"nowMs"`
	Clients            map[string]clientRecord           `json:"clients"`
	Checks             map[string]map[string]checkRecord `json:"checks"`
	Timeline           []recordedSecond                  `json:"timeline"`
	Queue              []queueSample                     `json:"queue"`
	QueueUnavailable   string                            `json:"queueUnavailable"`
	Process            []processSample                   `json:"process"`
	ProcessUnavailable string                            `json:"processUnavailable"`
	Events             []recordedEvent                   `json:"events"`
	Harness            harnessRecord                     `json:"harness"`
}

// recording copies everything; it sorts the clients' times under the lock, so it is for the end of a run.
func (r *recorder) recording(now time.Duration) recordingData {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	data := recordingData{
		StartedAt:          r.clock.zero.UTC().Format("2006-01-02T15:04:05.000Z"),
		NowMs:              milliseconds(now),
		Clients:            make(map[string]clientRecord, len(r.clients)),
		Checks:             make(map[string]map[string]checkRecord, len(r.checks)),
		Timeline:           r.timeline.record(),
		Queue:              append([]queueSample{}, r.queue.samples...),
		QueueUnavailable:   r.queue.unavailable(),
		Process:            append([]processSample{}, r.process.samples...),
		ProcessUnavailable: r.process.unavailable(),
		Events:             r.events.record(),
		Harness:            r.harness.record(),
	}
	for phase, c := range r.clients {
		data.Clients[phase] = c.record()
	}
	for name, phases := range r.checks {
		records := make(map[string]checkRecord, len(phases))
		for phase, c := range phases {
			records[phase] = c.record()
		}
		data.Checks[name] = records
	}
	return data
}
