package healthcheck

import (
	"fmt"
	"net/netip"
	"sync"
	"time"

	"github.com/grafana/sobek"

	"github.com/probe-storm/probe-storm/xk6/processwatch"
)

// processSample is ProcessSample of index.d.ts; what is not known is null there.
type processSample struct {
	T               float64              `json:"t"`
	Phase           string               `json:"phase"`
	Checks          int64                `json:"checks"`
	Attempts        int64                `json:"attempts"`
	PIDs            []int                `json:"pids"`
	Processes       int                  `json:"processes"`
	Command         string               `json:"command"`
	Self            bool                 `json:"self"`
	Restarts        int                  `json:"restarts"`
	Reason          string               `json:"reason"`
	Descriptors     *int64               `json:"descriptors"`
	DescriptorLimit *int64               `json:"descriptorLimit"`
	Threads         *int64               `json:"threads"`
	RSSBytes        *int64               `json:"rssBytes"`
	CPUMs           *float64             `json:"cpuMs"`
	WaitedMs        *float64             `json:"waitedMs"`
	LogBytes        *int64               `json:"logBytes"`
	WrittenBytes    *int64               `json:"writtenBytes"`
	WritesReason    string               `json:"writesReason"`
	Sockets         processSocketsSample `json:"sockets"`
}

type processSocketsSample struct {
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

func (m *instance) watchProcess(target string, value sobek.Value) (sobek.Value, error) {
	phase, err := m.phaseOption("watchProcess", value)
	if err != nil {
		return nil, err
	}
	address, err := netip.ParseAddrPort(target)
	if err != nil {
		return nil, fmt.Errorf("watchProcess target: %q is refused: ip:port is wanted", target)
	}
	page := m.recorder()
	found, err := m.processes.read(address)
	answer := availability{Available: err == nil}
	if err != nil {
		answer.Reason = oneLine(err.Error())
		page.processUnseen(answer.Reason)
	} else if m.vu.Context().Err() == nil {
		page.processSample(m.clock.now(), phase, found)
	}
	return plain(m.vu.Runtime(), answer)
}

// processReader shares one watcher among the VUs of the process; it is opened when it is first needed.
type processReader struct {
	mutex   sync.Mutex
	watcher *processwatch.Watcher
}

func (p *processReader) read(address netip.AddrPort) (processwatch.Sample, error) {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	if p.watcher == nil {
		watcher, err := processwatch.Open()
		if err != nil {
			return processwatch.Sample{}, err
		}
		p.watcher = watcher
	}
	return p.watcher.Read(address)
}

// notice looks in between at a service that is being watched: it sees a restart that is over before the next sample. ended tells whether
// the processes that were behind the address have all ended; nil when none was seen.
func (p *processReader) notice(address netip.AddrPort) (ended *bool) {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	if p.watcher == nil {
		return nil
	}
	p.watcher.Notice(address)
	if ended, known := p.watcher.Ended(address); known {
		return &ended
	}
	return nil
}

// processLog is what the recorder keeps of the service's process.
type processLog struct {
	samples []processSample
	unseen  string
}

// unavailable tells why there are no samples.
func (p *processLog) unavailable() string {
	if len(p.samples) > 0 {
		return ""
	}
	return p.unseen
}

func (r *recorder) processUnseen(reason string) {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	r.process.unseen = reason
}

// processSample counts what has been begun so far right after the look: a check may be on its way to the service, none is missing.
func (r *recorder) processSample(at time.Duration, phase string, found processwatch.Sample) {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	sample := processSample{
		T:         milliseconds(at),
		Phase:     phase,
		Checks:    r.checksBegun.Load(),
		Attempts:  r.attemptsBegun(),
		PIDs:      []int{},
		Processes: len(found.Owners),
		Self:      found.Self,
		Restarts:  found.Restarts,
		Reason:    found.Reason,
		Sockets:   processSocketsSample(found.Sockets),
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
		cpu := milliseconds(u.CPU)
		sample.Descriptors, sample.Threads, sample.RSSBytes, sample.CPUMs = &u.Descriptors, &u.Threads, &u.ResidentBytes, &cpu
		if u.Waited >= 0 {
			waited := milliseconds(u.Waited)
			sample.WaitedMs = &waited
		}
		sample.LogBytes, sample.WrittenBytes, sample.WritesReason = u.LogBytes, u.WrittenBytes, u.WritesReason
		if u.DescriptorLimit >= 0 {
			sample.DescriptorLimit = &u.DescriptorLimit
		}
	}
	r.process.samples = appended(r.process.samples, sample)
}
