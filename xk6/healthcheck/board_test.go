package healthcheck

import (
	"context"
	"strconv"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestPostsAreNumberedByTopicAndTheNewestIsRead(t *testing.T) {
	shared := newRoot()
	vu, other := newTestVU(t, shared).start(), newTestVU(t, shared).start()

	assert.Equal(t, "1,2,1", vu.run(`[hc.post("arm", "first"), hc.post("arm", "second"), hc.post("other", "")].join()`).String())
	other.run(`hc.newPage()`)
	assert.Equal(t, `{"sequence":2,"text":"second"}`, other.run(`JSON.stringify(hc.awaitPost("arm", 0))`).String())
	assert.Equal(t, `{"sequence":2,"text":"second"}`, other.run(`JSON.stringify(hc.awaitPost("arm", 1))`).String())
	assert.Equal(t, `{"sequence":1,"text":""}`, other.run(`JSON.stringify(hc.awaitPost("other", 0))`).String())
}

// A driver and its nodes: the nodes wait for the order, the driver for the reports of all of them. One post each way wakes all.
func TestAThousandNodesAndTheirDriver(t *testing.T) {
	const nodes, arms = 1000, 20
	var b board
	var running sync.WaitGroup
	for range nodes {
		running.Go(func() {
			for arm := range int64(arms) {
				_, text, ok := b.await(t.Context(), "order", arm)
				if !ok || text != strconv.FormatInt(arm, 10) {
					t.Errorf("arm %d: %q, %v", arm, text, ok)
				}
				b.post("done", "")
			}
		})
	}
	for arm := range int64(arms) {
		b.post("order", strconv.FormatInt(arm, 10))
		reports, _, ok := b.await(t.Context(), "done", (arm+1)*nodes-1)
		require.True(t, ok)
		require.Equal(t, (arm+1)*nodes, reports)
	}
	running.Wait()
}

// Each waits for the other's word: a wake-up that got lost would end it here.
func TestNoPostIsMissed(t *testing.T) {
	const rounds = 10_000
	var b board
	var running sync.WaitGroup
	running.Go(func() {
		for n := range int64(rounds) {
			b.await(t.Context(), "ping", n)
			b.post("pong", "")
		}
	})
	for n := range int64(rounds) {
		b.post("ping", "")
		sequence, _, _ := b.await(t.Context(), "pong", n)
		require.Equal(t, n+1, sequence)
	}
	running.Wait()
}

func TestWaitingEndsWithTheIteration(t *testing.T) {
	vu := newTestVU(t, newRoot()).start()
	ctx, cancel := context.WithCancel(t.Context())
	vu.VU.CtxField = ctx
	waiting := make(chan struct{})
	vu.with("waiting", func() { close(waiting) })
	go func() {
		<-waiting
		cancel()
	}()

	assert.True(t, vu.run(`waiting(); hc.awaitPost("arm", 0) === null`).ToBoolean())
	assert.True(t, vu.run(`hc.post("arm", "late"); hc.awaitPost("arm", 0) === null`).ToBoolean(), "nothing is begun in an iteration that has ended")
}

func TestNobodyWaitsInTheInitContext(t *testing.T) {
	vu := newTestVU(t, newRoot())

	assert.Contains(t, vu.message(`hc.awaitPost("arm", 0)`), "awaitPost is only available in VU code")
	assert.Equal(t, "1", vu.run(`hc.post("arm", "in init")`).String())
}
