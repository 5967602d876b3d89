package healthcheck

import (
	"os"
	"os/signal"
	"syscall"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestASignalCancelsTheExchangesOfWhoHeedsIt(t *testing.T) {
	// Whatever becomes of the module's own, the signal must not end this process.
	others := make(chan os.Signal, 1)
	signal.Notify(others, syscall.SIGTERM)
	t.Cleanup(func() { signal.Stop(others) })
	vu := newTestVU(t, newRoot()).start().with("address", startServer(t, "healthy").Addr().String())
	vu.with("end", func() {
		require.NoError(t, syscall.Kill(syscall.Getpid(), syscall.SIGTERM))
		<-others
	})

	assert.Equal(t, "cancelled", vu.run(`
		const hold = new hc.Exchange({ target: address, role: "checker", name: "lb", steps: [{ kind: "hold", ms: 3600e3 }] });
		hc.heedSignals();
		end();
		hold.run().outcome
	`).String())
}
