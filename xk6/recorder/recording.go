package recorder

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/probe-storm/probe-storm/xk6/clock"
)

// Recording is Recording of runtime.d.ts.
type Recording struct {
	StartedAt           string                            `json:"startedAt"`
	NowMs               float64                           `json:"nowMs"`
	Clients             map[string]ClientRecord           `json:"clients"`
	Checks              map[string]map[string]CheckRecord `json:"checks"`
	Timeline            []Second                          `json:"timeline"`
	Queue               []QueueSample                     `json:"queue"`
	QueueUnavailable    string                            `json:"queueUnavailable"`
	Absences            []Absence                         `json:"absences"`
	Process             []ProcessSample                   `json:"process"`
	ProcessUnavailable  string                            `json:"processUnavailable"`
	Log                 []LogSample                       `json:"log"`
	LogUnavailable      string                            `json:"logUnavailable"`
	Counters            []CounterSample                   `json:"counters"`
	CountersUnavailable string                            `json:"countersUnavailable"`
	Reference           map[string]Stats                  `json:"reference"`
	Events              []Event                           `json:"events"`
	Harness             HarnessRecord                     `json:"harness"`
	Dropped             map[string]int64                  `json:"dropped"`
}

// Options is the argument of recording: of the parts, and of the events by kind, those alone; nil for all.
type Options struct {
	Parts *[]string `json:"parts"`
	Kinds *[]string `json:"kinds"`
}

// allParts of a recording grow with a run.
var allParts = []string{"clients", "checks", "timeline", "queue", "process", "log", "counters", "reference"}

// Check refuses parts that do not exist; the error is one line.
func (o Options) Check() error {
	for _, part := range o.parts() {
		if !slices.Contains(allParts, part) {
			return fmt.Errorf("parts: %q is refused: it is none of %s", part, strings.Join(allParts, ", "))
		}
	}
	return nil
}

func (o Options) parts() []string {
	if o.Parts == nil {
		return allParts
	}
	return *o.Parts
}

// Recording copies what is asked for; it sorts the clients' times under the lock, so a whole one is for the end of a run.
func (r *Recorder) Recording(now time.Duration, options Options) Recording {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	data := Recording{
		StartedAt:           r.clock.Zero.UTC().Format("2006-01-02T15:04:05.000Z"),
		NowMs:               clock.Milliseconds(now),
		Clients:             map[string]ClientRecord{},
		Checks:              map[string]map[string]CheckRecord{},
		Timeline:            []Second{},
		Queue:               []QueueSample{},
		QueueUnavailable:    r.queue.unavailable(),
		Absences:            append([]Absence{}, r.absences.absences...),
		Process:             []ProcessSample{},
		ProcessUnavailable:  r.process.unavailable(),
		Log:                 []LogSample{},
		LogUnavailable:      r.log.unavailable(),
		Counters:            []CounterSample{},
		CountersUnavailable: r.counters.unavailable(),
		Reference:           map[string]Stats{},
		Events:              r.events.of(options.Kinds),
		Harness:             r.harness.record(),
		Dropped:             r.dropped(),
	}
	for _, part := range options.parts() {
		r.fill(&data, part)
	}
	return data
}

func (r *Recorder) fill(data *Recording, part string) {
	switch part {
	case "clients":
		for phase, c := range r.clients {
			data.Clients[phase] = c.record()
		}
	case "checks":
		for name, phases := range r.checks {
			records := make(map[string]CheckRecord, len(phases))
			for phase, c := range phases {
				records[phase] = c.record()
			}
			data.Checks[name] = records
		}
	case "timeline":
		data.Timeline = r.timeline.record()
	case "queue":
		data.Queue = append([]QueueSample{}, r.queue.samples...)
	case "process":
		data.Process = append([]ProcessSample{}, r.process.samples...)
	case "log":
		data.Log = append([]LogSample{}, r.log.samples...)
	case "counters":
		data.Counters = r.counters.record()
	case "reference":
		data.Reference = r.referenceStats()
	}
}

// EventsOf copies the events of one kind: a whole recording of a day takes seconds to copy.
func (r *Recorder) EventsOf(kind string) []Event {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	return r.events.of(&[]string{kind})
}

// dropped tells of what there was too much: what was counted there and not kept.
func (r *Recorder) dropped() map[string]int64 {
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
