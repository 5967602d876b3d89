package healthcheck

import (
	"errors"
	"fmt"
	"net/netip"
	"sync"

	"github.com/grafana/sobek"

	"github.com/probe-storm/probe-storm/xk6/recorder"
	"github.com/probe-storm/probe-storm/xk6/sockdiag"
)

// jsAcceptQueue is AcceptQueue of index.d.ts.
type jsAcceptQueue struct {
	Available       bool   `js:"available"`
	Reason          string `js:"reason"`
	Length          uint32 `js:"length"`
	Limit           uint32 `js:"limit"`
	ListenOverflows uint64 `js:"listenOverflows"`
	ListenDrops     uint64 `js:"listenDrops"`
}

func (m *instance) acceptQueue(target string, value sobek.Value) (*jsAcceptQueue, error) {
	phase, err := m.phaseOption("acceptQueue", value)
	if err != nil {
		return nil, err
	}
	address, err := netip.ParseAddrPort(target)
	if err != nil {
		return nil, fmt.Errorf("acceptQueue target: %q is refused: ip:port is wanted", target)
	}
	state := m.vu.State()
	at := m.clock.Now()
	page := m.recorder()
	found, err := m.queue.read(address)
	ended := m.processes.notice(address)
	if err != nil {
		reason := oneLine(err.Error())
		page.QueueUnreadable(at, phase, reason)
		if errors.Is(err, sockdiag.ErrNotLocal) {
			page.ListenerAway(at, ended)
		}
		return &jsAcceptQueue{Reason: reason}, nil
	}
	// As with exchanges, the recorder and k6 both count it or both do not.
	ctx := m.vu.Context()
	if ctx.Err() == nil {
		page.QueueSample(at, phase, found)
		state.Samples <- gauges(state, m.clock.Time(at), tagNames{phase: phase}, []reading{
			{m.metrics.acceptQueue, float64(found.Length)},
			{m.metrics.queueLimit, float64(found.Limit)},
		})
	}
	return &jsAcceptQueue{
		Available:       true,
		Length:          found.Length,
		Limit:           found.Limit,
		ListenOverflows: found.ListenOverflows,
		ListenDrops:     found.ListenDrops,
	}, nil
}

// queueReader shares one netlink socket among the VUs of the process; it is opened when it is first needed.
type queueReader struct {
	mutex  sync.Mutex
	reader *sockdiag.Reader
}

func (q *queueReader) read(address netip.AddrPort) (recorder.Queue, error) {
	q.mutex.Lock()
	defer q.mutex.Unlock()
	if q.reader == nil {
		reader, err := sockdiag.Open()
		if err != nil {
			return recorder.Queue{}, err
		}
		q.reader = reader
	}
	queue, err := q.reader.Queue(address)
	if err != nil {
		return recorder.Queue{}, err
	}
	overflows, drops, err := sockdiag.Overflows()
	if err != nil {
		return recorder.Queue{}, err
	}
	return recorder.Queue{Length: queue.Length, Limit: queue.Limit, ListenOverflows: overflows, ListenDrops: drops}, nil
}
