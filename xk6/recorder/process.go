package recorder

import (
	"time"

	"github.com/probe-storm/probe-storm/xk6/clock"
	"github.com/probe-storm/probe-storm/xk6/processwatch"
)

// ProcessSample is ProcessSample of index.d.ts; what is not known is null there.
type ProcessSample struct {
	T               float64        `json:"t"`
	Phase           string         `json:"phase"`
	Checks          int64          `json:"checks"`
	Attempts        int64          `json:"attempts"`
	PIDs            []int          `json:"pids"`
	Processes       int            `json:"processes"`
	Command         string         `json:"command"`
	Self            bool           `json:"self"`
	Restarts        int            `json:"restarts"`
	Reason          string         `json:"reason"`
	Descriptors     *int64         `json:"descriptors"`
	DescriptorLimit *int64         `json:"descriptorLimit"`
	Threads         *int64         `json:"threads"`
	RSSBytes        *int64         `json:"rssBytes"`
	CPUMs           *float64       `json:"cpuMs"`
	WaitedMs        *float64       `json:"waitedMs"`
	LogBytes        *int64         `json:"logBytes"`
	WrittenBytes    *int64         `json:"writtenBytes"`
	WritesReason    string         `json:"writesReason"`
	Sockets         ProcessSockets `json:"sockets"`
}

// ProcessSockets counts the service's ends of its connections by TCP state.
type ProcessSockets struct {
	SynReceived int64 `json:"synReceived"`
	Established int64 `json:"established"`
	CloseWait   int64 `json:"closeWait"`
	Queued      int64 `json:"queued"`
	FinWait     int64 `json:"finWait"`
	Closing     int64 `json:"closing"`
	TimeWait    int64 `json:"timeWait"`
}

// mostPIDs keeps the samples of a service with hundreds of workers small.
const mostPIDs = 16

// processLog is what the recorder keeps of the service's process.
type processLog struct {
	samples []ProcessSample
	unseen  string
}

// unavailable tells why there are no samples.
func (p *processLog) unavailable() string {
	if len(p.samples) > 0 {
		return ""
	}
	return p.unseen
}

// ProcessUnseen keeps why the process could not be seen.
func (r *Recorder) ProcessUnseen(reason string) {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	r.process.unseen = reason
}

// ProcessSample keeps a look at the process, and returns what it kept. It counts what has been begun so far right after the look: a check may
// be on its way to the service, none is missing.
func (r *Recorder) ProcessSample(at time.Duration, phase string, found processwatch.Sample) *ProcessSample {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	sample := ProcessSample{
		T:         clock.Milliseconds(at),
		Phase:     phase,
		Checks:    r.checksBegun.Load(),
		Attempts:  r.attemptsBegun(),
		PIDs:      []int{},
		Processes: len(found.Owners),
		Self:      found.Self,
		Restarts:  found.Restarts,
		Reason:    found.Reason,
		Sockets:   ProcessSockets(found.Sockets),
	}
	for i, owner := range found.Owners {
		if i == 0 {
			sample.Command = owner.Command
		}
		if i < mostPIDs {
			sample.PIDs = append(sample.PIDs, owner.PID)
		}
	}
	if u := found.Usage; u != nil {
		cpu := clock.Milliseconds(u.CPU)
		sample.Descriptors, sample.Threads, sample.RSSBytes, sample.CPUMs = &u.Descriptors, &u.Threads, &u.ResidentBytes, &cpu
		if u.Waited >= 0 {
			waited := clock.Milliseconds(u.Waited)
			sample.WaitedMs = &waited
		}
		sample.LogBytes, sample.WrittenBytes, sample.WritesReason = u.LogBytes, u.WrittenBytes, u.WritesReason
		if u.DescriptorLimit >= 0 {
			sample.DescriptorLimit = &u.DescriptorLimit
		}
	}
	r.process.samples = appended(r.process.samples, sample)
	return &sample
}
