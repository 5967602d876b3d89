package healthcheck

import (
	"github.com/grafana/sobek"

	"github.com/probe-storm/probe-storm/xk6/counters"
)

func (m *instance) watchMetrics(text string, value sobek.Value) (sobek.Value, error) {
	phase, err := m.phaseOption("watchMetrics", value)
	if err != nil {
		return nil, err
	}
	page := m.recorder()
	at := m.clock.Now()
	found, err := counters.Parse(text)
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
