package healthcheck

import (
	"context"
	"net"
	"net/netip"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestAReferenceIsTimedInItsPhaseAndCountedNowhereElse(t *testing.T) {
	vu := newTestVU(t, newRoot()).start()

	assert.Equal(t, `{"available":true,"reason":""}`, vu.run(`
		const look = (phase) => JSON.stringify(hc.reference({ phase }));
		look("baseline"); look("baseline"); look("storm")`).String())

	vu.run(`const { reference, clients, checks, timeline, harness } = hc.recording()`)
	assert.Equal(t, "2 1", vu.run("`${reference.baseline.count} ${reference.storm.count}`").String())
	assert.True(t, vu.run(`reference.storm.p95 > 0 && reference.storm.p95 < 1000`).ToBoolean())
	assert.Equal(t, `[{},{},[],0]`, vu.run(`JSON.stringify([clients, checks, timeline, harness.errors])`).String())
	assert.Empty(t, vu.samples(), "no metric")

	vu.run(`hc.newPage(); look("storm")`)
	assert.Equal(t, `["storm"]`, vu.run(`JSON.stringify(Object.keys(hc.recording().reference))`).String())
	assert.Equal(t, `{}`, vu.run(`JSON.stringify(hc.recording({ parts: ["clients"] }).reference)`).String())
}

func TestAReferenceThatHangsTookItsWholeTime(t *testing.T) {
	silent, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	t.Cleanup(func() { _ = silent.Close() })
	var peer healthyPeer
	peer.once.Do(peer.start)
	peer.address = netip.MustParseAddrPort(silent.Addr().String())

	took, err := peer.meet(context.Background())
	require.NoError(t, err)
	assert.GreaterOrEqual(t, took, referenceTimeout)

	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Millisecond)
	defer cancel()
	_, err = peer.meet(ctx)
	require.Error(t, err, "one that k6 ended has no time")

	require.NoError(t, silent.Close())
	_, err = peer.meet(context.Background())
	assert.ErrorContains(t, err, "the reference of this host failed")
}
