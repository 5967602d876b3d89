package healthcheck

import (
	"maps"
	"slices"

	"github.com/grafana/sobek"
)

// lazyExports is the default export of a module: all that the module has, each made when a VU first asks for it, and then kept. An
// imported name costs a kilobyte in each of a thousand VUs, used or not, and k6 makes its function anew at every use.
type lazyExports struct {
	rt    *sobek.Runtime
	named map[string]any
	made  map[string]sobek.Value
}

var _ sobek.DynamicObject = &lazyExports{}

func (l *lazyExports) Get(name string) sobek.Value {
	if value, ok := l.made[name]; ok {
		return value
	}
	export, ok := l.named[name]
	if !ok {
		return nil
	}
	if l.made == nil {
		l.made = map[string]sobek.Value{}
	}
	value := l.rt.ToValue(export)
	l.made[name] = value
	return value
}

func (l *lazyExports) Has(name string) bool {
	_, ok := l.named[name]
	return ok
}

func (l *lazyExports) Keys() []string { return slices.Sorted(maps.Keys(l.named)) }

// Set and Delete refuse: a change by a script would change the module for its other importers in that VU.
func (l *lazyExports) Set(string, sobek.Value) bool { return false }
func (l *lazyExports) Delete(string) bool           { return false }
