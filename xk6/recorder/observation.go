package recorder

import (
	"time"

	"github.com/probe-storm/probe-storm/xk6/exchange"
)

// Role tells what an exchange is counted as.
type Role string

// The roles: a checker's exchange is a check, a client's an attempt.
const (
	Checker Role = "checker"
	Client  Role = "client"
)

// Observation is one exchange as the recorder and the metrics see it; times lie on the recorder's clock.
type Observation struct {
	Role Role
	Name string
	// Begun is the phase in which it was started, Phase the one in which it counts: another one when it is Moved. Its times count in
	// the phase Timed.
	Begun, Phase string
	Timed        string
	Moved        bool
	MovedAt      time.Duration

	Start, End time.Duration
	HasLag     bool
	Lag        time.Duration
	Ticket     Ticket
	Result     *exchange.Result
}

// Ticket is drawn when an exchange begins. Exchanges end in another order than they began in, so what had been sent before
// one that fails must be known from its beginning.
type Ticket struct {
	// attempts of the phase and checks of the whole run that had begun before.
	attempts int64
	checks   int64
}
