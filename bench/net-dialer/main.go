// Command net-dialer is a k6 whose Exchange makes the same exchange the usual way, through net.Dialer: what probe-storm is
// measured against.
//
// It registers under the name of the real module, so that both run the same script. It does the same and no more: options
// before connect by a Control hook, TCP_INFO before the close, a reset, a result for the script, two metric samples in one
// push. It keeps no record and knows no steps, causes or timeouts.
//
// Build it with the extension's own go.mod: go build ./bench/net-dialer
package main

import (
	"cmp"
	"context"
	"fmt"
	"net"
	"syscall"
	"time"

	"github.com/grafana/sobek"
	"go.k6.io/k6/v2/cmd"
	"go.k6.io/k6/v2/js/common"
	"go.k6.io/k6/v2/js/modules"
	"go.k6.io/k6/v2/metrics"
	"golang.org/x/sys/unix"
)

func main() {
	modules.Register("k6/x/healthcheck", root{})
	cmd.Execute()
}

type root struct{}

func (root) NewModuleInstance(vu modules.VU) modules.Instance {
	registry := vu.InitEnv().Registry
	return &instance{
		vu:       vu,
		checks:   registry.MustNewMetric("hc_checks", metrics.Counter),
		verified: registry.MustNewMetric("hc_check_verified", metrics.Rate),
	}
}

type instance struct {
	vu               modules.VU
	checks, verified *metrics.Metric
	set, setOutcome  *metrics.TagSet
}

func (m *instance) Exports() modules.Exports {
	return modules.Exports{Named: map[string]any{"Exchange": m.newExchange}}
}

type result struct {
	OK         bool    `js:"ok"`
	Verified   bool    `js:"verified"`
	ConnectMs  float64 `js:"connectMs"`
	CloseGapMs float64 `js:"closeGapMs"`
	TotalMs    float64 `js:"totalMs"`
	SegsOut    uint32  `js:"segsOut"`
}

func (m *instance) newExchange(call sobek.ConstructorCall) *sobek.Object {
	rt := m.vu.Runtime()
	spec := call.Argument(0).ToObject(rt)
	target, halfOpen := spec.Get("target").String(), spec.Get("handshake").String() == "half-open"
	dialer := net.Dialer{Control: func(_, _ string, raw syscall.RawConn) error { return prepare(raw, halfOpen) }}
	run := func(sobek.FunctionCall) sobek.Value {
		r, err := exchange(m.vu.Context(), &dialer, target)
		if err != nil {
			common.Throw(rt, err)
		}
		r.Verified = !halfOpen || r.SegsOut == 1
		m.push(r)
		return rt.ToValue(r)
	}
	_ = call.This.Set("run", run)
	return nil
}

func prepare(raw syscall.RawConn, halfOpen bool) (err error) {
	control := raw.Control(func(fd uintptr) {
		err = unix.SetsockoptLinger(int(fd), unix.SOL_SOCKET, unix.SO_LINGER, &unix.Linger{Onoff: 1}) // #nosec G115 -- a descriptor
		if halfOpen && err == nil {
			err = unix.SetsockoptInt(int(fd), unix.IPPROTO_TCP, unix.TCP_QUICKACK, 0) // #nosec G115 -- a descriptor
		}
	})
	if control != nil {
		return control
	}
	return err
}

func exchange(ctx context.Context, dialer *net.Dialer, target string) (*result, error) {
	started := time.Now()
	conn, err := dialer.DialContext(ctx, "tcp", target)
	if err != nil {
		return nil, err
	}
	connected := time.Now()
	info, err := tcpInfo(conn.(*net.TCPConn))
	if err != nil {
		_ = conn.Close()
		return nil, fmt.Errorf("TCP_INFO: %w", err)
	}
	closing := time.Now()
	err = conn.Close()
	return &result{
		OK:         true,
		ConnectMs:  metrics.D(connected.Sub(started)),
		CloseGapMs: metrics.D(closing.Sub(connected)),
		TotalMs:    metrics.D(time.Since(started)),
		SegsOut:    info.Segs_out,
	}, err
}

func tcpInfo(conn *net.TCPConn) (info *unix.TCPInfo, err error) {
	raw, err := conn.SyscallConn()
	if err != nil {
		return nil, err
	}
	control := raw.Control(func(fd uintptr) {
		info, err = unix.GetsockoptTCPInfo(int(fd), unix.IPPROTO_TCP, unix.TCP_INFO) // #nosec G115 -- a descriptor
	})
	return info, cmp.Or(control, err)
}

func (m *instance) push(r *result) {
	state := m.vu.State()
	vu := state.Tags.GetCurrentValues()
	if m.set == nil {
		m.set = vu.Tags.With("checker", "net-dialer")
		m.setOutcome = m.set.With("outcome", "ok")
	}
	now := time.Now()
	sample := func(metric *metrics.Metric, tags *metrics.TagSet, value float64) metrics.Sample {
		return metrics.Sample{TimeSeries: metrics.TimeSeries{Metric: metric, Tags: tags}, Time: now, Value: value}
	}
	metrics.PushIfNotDone(m.vu.Context(), state.Samples, metrics.ConnectedSamples{
		Samples: []metrics.Sample{sample(m.checks, m.setOutcome, 1), sample(m.verified, m.set, metrics.B(r.Verified))},
		Tags:    m.set,
		Time:    now,
	})
}
