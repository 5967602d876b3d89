package healthcheck

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestACheckerIsUpAsFarAsItsNodesSaySo(t *testing.T) {
	shared := newRoot()
	vu := newTestVU(t, shared).start()

	vu.run(`hc.checkerUp("lb", 0, true); hc.checkerUp("other", 0, false)`)
	newTestVU(t, shared).start().run(`hc.checkerUp("lb", 1, false); hc.checkerUp("lb", 2, false); hc.checkerUp("lb", 3, true)`)
	vu.run(`hc.checkerUp("lb", 0, true); hc.checkerUp("lb", 0, false); hc.checkerUp("lb", 3, true)`)

	samples := vu.samples()["hc_checker_up"]
	assert.Equal(t, []float64{1, 0, 0.5, 0.25, 0.25}, values(samples))
	assert.Equal(t, map[string]string{"scenario": "test", "checker": "lb"}, samples[0].Tags.Map())
}

func TestWhatNodesSaidIsForgottenWithThePage(t *testing.T) {
	vu := newTestVU(t, newRoot()).start()

	vu.run(`hc.checkerUp("lb", 0, false); hc.newPage(); hc.checkerUp("lb", 1, true)`)

	assert.Equal(t, []float64{0, 1}, values(vu.samples()["hc_checker_up"]))
}

func TestANodeWhoseIterationHasEndedPushesNothing(t *testing.T) {
	vu := newTestVU(t, newRoot()).start()

	vu.cancelled().run(`hc.checkerUp("lb", 0, true)`)

	require.Empty(t, vu.samples())
}
