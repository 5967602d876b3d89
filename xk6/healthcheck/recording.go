package healthcheck

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
)

// recordingData is Recording of index.d.ts.
type recordingData struct {
	StartedAt           string                            `json:"startedAt"`
	NowMs               float64                           `json:"nowMs"`
	Clients             map[string]clientRecord           `json:"clients"`
	Checks              map[string]map[string]checkRecord `json:"checks"`
	Timeline            []recordedSecond                  `json:"timeline"`
	Queue               []queueSample                     `json:"queue"`
	QueueUnavailable    string                            `json:"queueUnavailable"`
	Absences            []absence                         `json:"absences"`
	Process             []processSample                   `json:"process"`
	ProcessUnavailable  string                            `json:"processUnavailable"`
	Log                 []logSample                       `json:"log"`
	LogUnavailable      string                            `json:"logUnavailable"`
	Counters            []counterSample                   `json:"counters"`
	CountersUnavailable string                            `json:"countersUnavailable"`
	Reference           map[string]stats                  `json:"reference"`
	Events              []recordedEvent                   `json:"events"`
	Harness             harnessRecord                     `json:"harness"`
	Dropped             map[string]int64                  `json:"dropped"`
}

// recordingOptions is the argument of recording: of the parts, and of the events by kind, those alone; nil for all.
type recordingOptions struct {
	Parts *[]string `json:"parts"`
	Kinds *[]string `json:"kinds"`
}

// allParts of a recording grow with a run.
var allParts = []string{"clients", "checks", "timeline", "queue", "process", "log", "counters", "reference"}

func (o recordingOptions) check() error {
	for _, part := range o.parts() {
		if !slices.Contains(allParts, part) {
			return fmt.Errorf("parts: %q is refused: it is none of %s", part, strings.Join(allParts, ", "))
		}
	}
	return nil
}

func (o recordingOptions) parts() []string {
	if o.Parts == nil {
		return allParts
	}
	return *o.Parts
}

// recording copies what is asked for; it sorts the clients' times under the lock, so a whole one is for the end of a run.
func (r *recorder) recording(now time.Duration, options recordingOptions) recordingData {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	data := recordingData{
		StartedAt:           r.clock.zero.UTC().Format("2006-01-02T15:04:05.000Z"),
		NowMs:               milliseconds(now),
		Clients:             map[string]clientRecord{},
		Checks:              map[string]map[string]checkRecord{},
		Timeline:            []recordedSecond{},
		Queue:               []queueSample{},
		QueueUnavailable:    r.queue.unavailable(),
		Absences:            append([]absence{}, r.absences.absences...),
		Process:             []processSample{},
		ProcessUnavailable:  r.process.unavailable(),
		Log:                 []logSample{},
		LogUnavailable:      r.log.unavailable(),
		Counters:            []counterSample{},
		CountersUnavailable: r.counters.unavailable(),
		Reference:           map[string]stats{},
		Events:              r.events.of(options.Kinds),
		Harness:             r.harness.record(),
		Dropped:             r.dropped(),
	}
	for _, part := range options.parts() {
		r.fill(&data, part)
	}
	return data
}

func (r *recorder) fill(data *recordingData, part string) {
	switch part {
	case "clients":
		for phase, c := range r.clients {
			data.Clients[phase] = c.record()
		}
	case "checks":
		for name, phases := range r.checks {
			records := make(map[string]checkRecord, len(phases))
			for phase, c := range phases {
				records[phase] = c.record()
			}
			data.Checks[name] = records
		}
	case "timeline":
		data.Timeline = r.timeline.record()
	case "queue":
		data.Queue = append([]queueSample{}, r.queue.samples...)
	case "process":
		data.Process = append([]processSample{}, r.process.samples...)
	case "log":
		data.Log = append([]logSample{}, r.log.samples...)
	case "counters":
		data.Counters = r.counters.record()
	case "reference":
		data.Reference = r.referenceStats()
	}
}

// eventsOf is for whoever wants to know of one thing: a whole recording of a day takes seconds to copy.
func (r *recorder) eventsOf(kind string) []recordedEvent {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	return r.events.of(&[]string{kind})
}

// dropped tells of what there was too much: what was counted there and not kept.
func (r *recorder) dropped() map[string]int64 {
	dropped := map[string]int64{}
	maps.Copy(dropped, r.events.dropped)
	for list, count := range map[string]int64{
		"counters":  int64(r.counters.unknown),
		"absences":  r.absences.dropped,
		"phases":    r.phasesBeyond,
		"exchanges": r.exchangesBeyond,
	} {
		if count > 0 {
			dropped[list] = count
		}
	}
	return dropped
}
