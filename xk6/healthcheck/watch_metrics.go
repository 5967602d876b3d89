package healthcheck

import (
	"github.com/grafana/sobek"

	"github.com/probe-storm/probe-storm/xk6/counters"
)

// watchMetrics reads the service's own counters from its page, through k6's own transport, which knows the script's hosts and blacklist. The
// request is no metric: a URL may hold a token, and no output is to have it.
func (m *instance) watchMetrics(address string, value sobek.Value) (sobek.Value, error) {
	phase, err := m.phaseOption("watchMetrics", value)
	if err != nil {
		return nil, err
	}
	text, err := fetchPage(m.vu.Context(), m.vu.State().Transport, address)
	at := m.clock.Now()
	var found []counters.Counter
	if err == nil {
		found, err = counters.Parse(text)
	}
	page := m.recorder()
	var answer struct {
		Series int    `json:"series"`
		Reason string `json:"reason"`
	}
	switch {
	case err != nil:
		answer.Reason = oneLine(err.Error())
		page.CountersUnread(answer.Reason)
	case m.vu.Context().Err() == nil:
		answer.Series = page.CounterSamples(at, phase, found)
	}
	return plain(m.vu.Runtime(), answer)
}
