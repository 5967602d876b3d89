package healthcheck

import (
	"github.com/grafana/sobek"

	"github.com/probe-storm/probe-storm/xk6/machine"
)

// machine is asked before the first packet: a run that this machine cannot make is refused then, not found out at its end.
func (m *instance) machine() (sobek.Value, error) {
	return plain(m.vu.Runtime(), machine.Read())
}
