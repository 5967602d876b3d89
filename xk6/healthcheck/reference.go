package healthcheck

import (
	"context"
	"fmt"
	"net/netip"
	"sync"
	"time"

	"github.com/grafana/sobek"
	"go.k6.io/k6/v2/metrics"

	"github.com/probe-storm/probe-storm/xk6/exchange"
	"github.com/probe-storm/probe-storm/xk6/flawed"
)

// reference makes one polite exchange with a healthy server of this process: what slows this machine down slows it down, and neither
// the target nor the path to it does. On the wire: a handshake on the loopback, twelve bytes, a FIN from either side.
func (m *instance) reference(value sobek.Value) (sobek.Value, error) {
	phase, err := m.phaseOption("reference", value)
	if err != nil {
		return nil, err
	}
	page := m.recorder()
	took, err := m.healthy.meet(m.context())
	answer := availability{Available: err == nil}
	if err != nil {
		answer.Reason = oneLine(err.Error())
	} else if m.vu.Context().Err() == nil {
		page.ReferenceTook(phase, took)
	}
	return plain(m.vu.Runtime(), answer)
}

// referenceTimeout is long enough to see a standstill, and short enough for an observer that has other things to look at.
const referenceTimeout = time.Second

// healthyPeer is the server that all references of the process speak to, and what they say; it is started when it is first needed.
type healthyPeer struct {
	once     sync.Once
	exchange *exchange.Exchange
	address  netip.AddrPort
	err      error
}

// meet tells how long it was until the greeting came, or until it was waited for no longer.
func (h *healthyPeer) meet(ctx context.Context) (time.Duration, error) {
	h.once.Do(h.start)
	if h.err != nil {
		return 0, h.err
	}
	result := h.exchange.Run(ctx, exchange.RunOptions{Target: h.address})
	switch {
	case result.Outcome == exchange.OK:
		return result.FirstByte, nil
	case result.Total >= referenceTimeout:
		return result.Total, nil
	}
	return 0, fmt.Errorf("the reference of this host failed: %s", result.Error)
}

func (h *healthyPeer) start() {
	listen := netip.AddrPortFrom(netip.AddrFrom4([4]byte{127, 0, 0, 1}), 0)
	server, err := flawed.Start(flawed.Options{Flaw: "healthy-greeting", Listen: listen, Backlog: defaultBacklog})
	if err != nil {
		h.err = err
		return
	}
	h.address = server.Addr()
	h.exchange, h.err = exchange.Parse(exchange.Spec{
		Target:    h.address.String(),
		Role:      "client",
		Name:      "reference",
		TimeoutMs: metrics.D(referenceTimeout),
		Steps:     []exchange.Step{{Kind: "expect", Match: &exchange.Match{Kind: "any"}}},
		Ending:    &exchange.Ending{Kind: "drain-fin"},
	})
}
