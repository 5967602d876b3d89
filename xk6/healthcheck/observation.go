package healthcheck

import (
	"time"

	"github.com/probe-storm/probe-storm/xk6/exchange"
)

// observation is one exchange as the recorder and the metrics see it; times lie on the module's clock.
type observation struct {
	role role
	name string
	// begun is the phase it was started in, phase the one it counts in: another one when moved. timed is the phase that its times tell of.
	begun, phase string
	timed        string
	moved        bool
	movedAt      time.Duration

	start, end time.Duration
	hasLag     bool
	lag        time.Duration
	resolve    time.Duration // 0 once the target's address is known
	ticket     ticket
	result     *exchange.Result
	// page is the recording that it counts in, wherever it ends.
	page *recorder
}

// ticket is drawn when an exchange begins. Exchanges end in another order than they began in, so what had been sent before
// one that fails must be known from its beginning.
type ticket struct {
	// attempts of the phase and checks of the whole run that had begun before.
	attempts int64
	checks   int64
}
