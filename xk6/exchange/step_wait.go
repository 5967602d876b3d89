package exchange

import (
	"context"
	"time"
)

// wait does nothing on the wire; what arrives stays unread in the socket.
type wait struct{ length time.Duration }

func parseWait(s Step, state *parseState) (step, error) {
	if s.Ms == nil {
		return nil, missing("ms")
	}
	length, err := duration("ms", *s.Ms)
	state.waits += length
	return wait{length}, err
}

func (w wait) run(c *conversation) error {
	until := time.Now().Add(w.length)
	if !until.After(c.deadline) {
		return sleepUntil(c.ctx, until)
	}
	if err := sleepUntil(c.ctx, c.deadline); err != nil {
		return err
	}
	return describe(errLate, "the exchange's %s ms were over", ms(c.exchange.timeout))
}

// doze sleeps with the granularity of Go's timers, about a millisecond.
func doze(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return errCancelled
	}
}
