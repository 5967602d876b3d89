package healthcheck

import (
	"testing"
	"time"
	"unsafe"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/probe-storm/probe-storm/xk6/clock"
	"github.com/probe-storm/probe-storm/xk6/exchange"
	"github.com/probe-storm/probe-storm/xk6/recorder"
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
	shared.clock.Zero = steppedBack(t, shared.clock.Zero, twoHours)
	shared.newPage()

	assert.Less(t, shared.clock.Now(), time.Hour)
	assert.Less(t, shared.clock.At(time.Now()), time.Hour)
	assert.Less(t, time.Until(shared.clock.Time(shared.clock.Now())).Abs(), time.Hour)

	vu := newTestVU(t, shared).start().with("target", startServer(t, "healthy").Addr().String())
	result := vu.run(`new hc.Exchange({target, role: "client", name: "c"}).run({phase: "storm", dueMs: hc.now()})`).ToObject(nil)
	require.Equal(t, string(exchange.OK), result.Get("outcome").String())
	assert.Less(t, result.Get("startMs").ToFloat(), clock.Milliseconds(time.Hour))
	assert.Less(t, result.Get("lagMs").ToFloat(), clock.Milliseconds(time.Hour))

	recorded := shared.recorder().Recording(shared.clock.Now(), recorder.Options{})
	assert.Less(t, recorded.NowMs, clock.Milliseconds(time.Hour))
	require.Len(t, recorded.Timeline, 1)
	assert.Less(t, recorded.Timeline[0].T, twoHours/2)
	assert.Less(t, recorded.Clients["storm"].LongestOutageMs, clock.Milliseconds(time.Hour))
}
