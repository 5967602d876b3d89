package healthcheck

import (
	"go.k6.io/k6/v2/metrics"
)

// tagNames are added to the VU's tags; an empty one is left out.
type tagNames struct {
	checker, style, phase, outcome, cause string
}

func (t tagNames) addTo(base *metrics.TagSet) *metrics.TagSet {
	set := base
	for _, tag := range [...]struct{ name, value string }{
		{"checker", t.checker}, {"style", t.style}, {"phase", t.phase}, {"outcome", t.outcome}, {"cause", t.cause},
	} {
		if tag.value != "" {
			set = set.With(tag.name, tag.value)
		}
	}
	return set
}

// tagCache spares an exchange the walk through k6's tag tree. It holds for one set of VU tags at a time: these change with
// the scenario, and with each iteration where k6's `iter` tag is on.
type tagCache struct {
	base *metrics.TagSet
	sets map[tagNames]*metrics.TagSet
}

func (c *tagCache) get(base *metrics.TagSet, names tagNames) *metrics.TagSet {
	if c.base != base {
		c.base = base
		c.sets = make(map[tagNames]*metrics.TagSet)
	}
	set, ok := c.sets[names]
	if !ok {
		set = names.addTo(base)
		c.sets[names] = set
	}
	return set
}
