package healthcheck

import (
	"context"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.k6.io/k6/v2/metrics"
)

const checks = `for (let i = 0; i < 250; i++) lb.run({ phase: "storm" });`

// iterating is a VU inside an iteration, with a checker in `lb`.
func iterating(t *testing.T) *testVU {
	t.Helper()
	vu := newTestVU(t, newRoot()).start().with("address", startServer(t, "healthy").Addr().String())
	vu.VU.State().VUID = 1
	vu.run(`const lb = ` + rstChecker)
	return vu
}

// counted returns how often k6 was handed samples, and the checks and proofs in them.
func (vu *testVU) counted() (handed int, checks, proofs float64) {
	for _, container := range metrics.GetBufferedSamples(vu.pushed) {
		handed++
		for _, sample := range container.GetSamples() {
			switch sample.Metric.Name {
			case "hc_checks":
				checks += sample.Value
			case "hc_check_verified":
				proofs++
			}
		}
	}
	return handed, checks, proofs
}

func TestChecksOneUponTheOtherReachK6Together(t *testing.T) {
	vu := iterating(t)

	_, err := vu.RunOnEventLoop(checks)
	require.NoError(t, err)

	handed, checks, proofs := vu.counted()
	assert.Equal(t, [2]float64{250, 250}, [2]float64{checks, proofs})
	assert.Less(t, handed, 250)
	assert.Greater(t, handed, 2, "a batch is bounded")
}

func TestABatchSurvivesWhatEndsItsIteration(t *testing.T) {
	for name, end := range map[string]string{
		"an exception":                `throw new Error("broken")`,
		"k6, which interrupts the VU": `interrupt(); for (;;);`,
	} {
		t.Run(name, func(t *testing.T) {
			vu := iterating(t)
			ctx, cancel := context.WithCancel(context.Background())
			vu.VU.CtxField = ctx
			vu.with("interrupt", func() {
				cancel()
				vu.VU.Runtime().Interrupt(context.Canceled)
			})

			_, err := vu.RunOnEventLoop(checks + end)
			require.Error(t, err)

			_, checks, proofs := vu.counted()
			assert.Equal(t, [2]float64{250, 250}, [2]float64{checks, proofs})
		})
	}
}

func TestABatchIsHandedOverAheadOfACheckThatDoesNotFollow(t *testing.T) {
	vu := iterating(t)
	vu.run(`lb.run(); lb.run(); lb.run()`)
	ctx, cancel := context.WithCancel(context.Background())
	t.Cleanup(cancel)
	vu.VU.CtxField = ctx

	vu.run(`lb.run()`)

	_, checks, proofs := vu.counted()
	assert.Equal(t, [2]float64{4, 4}, [2]float64{checks, proofs})
}

// An exception in setup leaves its callbacks undone.
func TestSetupKeepsNothingBack(t *testing.T) {
	vu := iterating(t)
	vu.VU.State().VUID = 0

	vu.run(checks)

	handed, checks, _ := vu.counted()
	assert.Equal(t, [2]float64{250, 250}, [2]float64{float64(handed), checks})
}

// A node of a checker is one iteration that lasts as long as the storm: k6 would keep the callbacks of all its checks until then.
func TestAnIterationRegistersOneCallbackHoweverManyBatchesItHas(t *testing.T) {
	vu := iterating(t)
	registered := 0
	register := vu.VU.RegisterCallbackField
	vu.VU.RegisterCallbackField = func() func(func() error) {
		registered++
		return register()
	}

	_, err := vu.RunOnEventLoop(checks + checks)
	require.NoError(t, err)

	_, checks, _ := vu.counted()
	assert.Equal(t, 500.0, checks)
	assert.Equal(t, 1, registered)

	// What runs after the script has returned has a callback of its own.
	_, err = vu.RunOnEventLoop(`lb.run(); lb.run(); setTimeout(() => { lb.run(); lb.run(); lb.run(); }, 1);`)
	require.NoError(t, err)
	_, checks, _ = vu.counted()
	assert.Equal(t, 5.0, checks)
}
