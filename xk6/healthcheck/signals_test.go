package healthcheck

import (
	"context"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestSignalsAreHeededUntilTheFunctionThatAskedForItHasEnded(t *testing.T) {
	vu := newTestVU(t, newRoot()).start().with("address", startServer(t, "healthy").Addr().String())
	vu.run(`const lb = ` + rstChecker)
	iteration := func(script string) string {
		ctx, cancel := context.WithCancel(context.Background())
		defer cancel()
		vu.VU.CtxField = ctx
		return vu.run(script).String()
	}

	assert.Equal(t, "ok", iteration(`hc.heedSignals(); hc.heedSignals(); lb.run().outcome`))
	assert.Equal(t, "ok", iteration(`lb.run().outcome`), "a later iteration has nothing to do with it")
	assert.Equal(t, "ok", iteration(`hc.heedSignals(); lb.run().outcome`))
}

func TestSignalsAreNotHeededInTheInitContext(t *testing.T) {
	assert.Contains(t, newTestVU(t, newRoot()).message(`hc.heedSignals()`), "heedSignals is ")
}
