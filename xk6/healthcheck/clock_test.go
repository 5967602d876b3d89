package healthcheck

import (
	"testing"
	"time"
	"unsafe"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/probe-storm/probe-storm/xk6/exchange"
)

// steppedBack is the same moment as read before somebody put the wall clock forward by so many seconds: the monotonic reading,
// which no one can set, stays. The first word of a time.Time holds the wall clock's seconds above 30 bits of nanoseconds.
func steppedBack(t *testing.T, moment time.Time, seconds uint64) time.Time {
	t.Helper()
	*(*uint64)(unsafe.Pointer(&moment)) -= seconds << 30
	require.NotContains(t, moment.String(), time.Now().Format("15:04"), "the wall clock was not stepped")
	require.Contains(t, moment.String(), " m=", "the monotonic reading was lost")
	return moment
}

const twoHours = 2 * 60 * 60

func TestAStepOfTheWallClockMovesNothing(t *testing.T) {
	shared := newRoot()
	shared.clock.zero = steppedBack(t, shared.clock.zero, twoHours)
	shared.recorder().clock = shared.clock

	assert.Less(t, shared.clock.now(), time.Hour)
	assert.Less(t, shared.clock.at(time.Now()), time.Hour)
	assert.Less(t, time.Until(shared.clock.time(shared.clock.now())).Abs(), time.Hour)

	vu := newTestVU(t, shared).start().with("target", startServer(t, "healthy").Addr().String())
	result := vu.run(`new hc.Exchange({target, role: "client", name: "c"}).run({phase: "storm", dueMs: hc.now()})`).ToObject(nil)
	require.Equal(t, string(exchange.OK), result.Get("outcome").String())
	assert.Less(t, result.Get("startMs").ToFloat(), milliseconds(time.Hour))
	assert.Less(t, result.Get("lagMs").ToFloat(), milliseconds(time.Hour))

	recorded := shared.recorder().recording(shared.clock.now(), recordingOptions{})
	assert.Less(t, recorded.NowMs, milliseconds(time.Hour))
	require.Len(t, recorded.Timeline, 1)
	assert.Less(t, recorded.Timeline[0].T, twoHours/2)
	assert.Less(t, recorded.Clients["storm"].LongestOutageMs, milliseconds(time.Hour))
}
