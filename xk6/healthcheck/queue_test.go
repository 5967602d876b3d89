//go:build linux

package healthcheck

import (
	"net"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestTheAcceptQueueIsReadRecordedAndPushed(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0") // and nobody calls accept()
	require.NoError(t, err)
	t.Cleanup(func() { _ = listener.Close() })
	vu := newTestVU(t, newRoot()).start().with("address", listener.Addr().String())
	for range 3 {
		client, err := net.Dial("tcp", listener.Addr().String())
		require.NoError(t, err)
		t.Cleanup(func() { _ = client.Close() })
	}
	read := func() int64 { return vu.run(`hc.acceptQueue(address, { phase: "storm" }).length`).ToInteger() }
	require.Eventually(t, func() bool { return read() == 3 }, patience, time.Millisecond)
	vu.samples()

	assert.True(t, vu.run(`
		const found = hc.acceptQueue(address, { phase: "storm" });
		found.available === true && found.reason === "" && found.length === 3 && found.limit > 0
	`).ToBoolean(), vu.run(`JSON.stringify(found)`).String())
	samples := vu.samples()
	assert.Equal(t, []float64{3}, values(samples["hc_accept_queue"]))
	assert.Equal(t, []float64{vu.run(`found.limit`).ToFloat()}, values(samples["hc_accept_queue_limit"]))
	assert.Equal(t, map[string]string{"scenario": "test", "phase": "storm"}, samples["hc_accept_queue"][0].Tags.Map())
	assert.True(t, vu.run(`
		const { queue, queueUnavailable, timeline } = hc.recording();
		const last = queue[queue.length - 1];
		last.length === 3 && last.limit === found.limit && last.phase === "storm" && queueUnavailable === "" &&
		timeline[timeline.length - 1].queue === 3
	`).ToBoolean())

	assert.True(t, vu.run(`hc.acceptQueue(address).available && hc.acceptQueue(address, null).available`).ToBoolean())
	assert.True(t, vu.run(`hc.recording().queue.at(-1).phase === ""`).ToBoolean(), "without options the phase has no name")
	vu.samples()
	vu.run(`const { length } = hc.recording().queue`)

	vu.cancelled().run(`hc.acceptQueue(address, { phase: "storm" })`)
	assert.Empty(t, vu.samples())
	assert.True(t, vu.run(`hc.recording().queue.length === length`).ToBoolean())
}

func TestAQueueThatCannotBeReadSaysWhy(t *testing.T) {
	vu := newTestVU(t, newRoot()).start().with("address", nobodyListens(t))

	vu.run(`const found = hc.acceptQueue(address, { phase: "storm" })`)

	assert.Equal(t, "false true", vu.run(`[found.available, found.reason.includes(address)].join(" ")`).String())
	assert.Empty(t, vu.samples())
	assert.True(t, vu.run(`
		const { queue, queueUnavailable, timeline } = hc.recording();
		queue.length === 0 && queueUnavailable === found.reason && timeline[0].queue === -1 && timeline[0].phase === "storm"
	`).ToBoolean())
	assert.Contains(t, vu.message(`hc.acceptQueue("localhost:80", { phase: "storm" })`), "ip:port is wanted")
	assert.Contains(t, vu.message(`hc.acceptQueue(address, { fase: "storm" })`), "fase: unknown field; known here: phase")
}
