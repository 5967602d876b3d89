package healthcheck

import "sync"

// nodesUp is what the nodes of each checker say of the target. Each node is a VU of its own, so that no script can tell their share.
type nodesUp struct {
	mutex    sync.Mutex
	checkers map[string]*opinions
}

type opinions struct {
	of  map[int]bool // by node: UP
	ups int
}

// say returns the share of the checker's nodes that say UP, of those that have spoken.
func (n *nodesUp) say(checker string, node int, up bool) float64 {
	n.mutex.Lock()
	defer n.mutex.Unlock()
	if n.checkers == nil {
		n.checkers = map[string]*opinions{}
	}
	nodes, ok := n.checkers[checker]
	if !ok {
		nodes = &opinions{of: map[int]bool{}}
		n.checkers[checker] = nodes
	}
	if nodes.of[node] {
		nodes.ups--
	}
	if up {
		nodes.ups++
	}
	nodes.of[node] = up
	return float64(nodes.ups) / float64(len(nodes.of))
}

func (n *nodesUp) forget() {
	n.mutex.Lock()
	defer n.mutex.Unlock()
	n.checkers = nil
}

// checkerUp takes a node's word and pushes hc_checker_up, which has no phase: it is a state, and lasts beyond its check.
func (m *instance) checkerUp(checker string, node int, up bool) {
	share := m.nodesUp.say(checker, node, up)
	if m.vu.Context().Err() != nil {
		return
	}
	at := m.clock.Time(m.clock.Now())
	readings := []reading{{m.metrics.checkerUp, share}}
	m.vu.State().Samples <- gauges(m.vu.State(), at, tagNames{checker: checker}, readings)
}
