package healthcheck

import (
	"fmt"
	"net/netip"
	"sync"

	"github.com/grafana/sobek"

	"github.com/probe-storm/probe-storm/xk6/processwatch"
	"github.com/probe-storm/probe-storm/xk6/recorder"
)

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
	answer := struct {
		availability
		Sample *recorder.ProcessSample `json:"sample"`
	}{availability: availability{Available: err == nil}}
	if err != nil {
		answer.Reason = oneLine(err.Error())
		page.ProcessUnseen(answer.Reason)
	} else if m.vu.Context().Err() == nil {
		at := m.clock.Now()
		answer.Sample = page.ProcessSample(at, phase, found)
		state := m.vu.State()
		state.Samples <- gauges(state, m.clock.Time(at), tagNames{phase: phase}, m.serviceReadings(found))
	}
	return plain(m.vu.Runtime(), answer)
}

// serviceReadings leaves out what is not known of the service.
func (m *instance) serviceReadings(found processwatch.Sample) []reading {
	open := found.Sockets.Established + found.Sockets.CloseWait
	readings := []reading{{m.metrics.connections, float64(open)}}
	if use := found.Usage; use != nil {
		readings = append(readings,
			reading{m.metrics.descriptors, float64(use.Descriptors)},
			reading{m.metrics.threads, float64(use.Threads)},
			reading{m.metrics.memory, float64(use.ResidentBytes)},
		)
	}
	return readings
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
