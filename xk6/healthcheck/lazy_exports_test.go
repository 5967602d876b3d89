package healthcheck

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"go.k6.io/k6/v2/js/modulestest"
)

func TestTheDefaultExportHasWhatTheModuleHasEachMadeOnce(t *testing.T) {
	vu := modulestest.NewRuntime(t).VU
	rt := vu.Runtime()
	named := map[string]any{"one": func() int { return 1 }, "two": 2}
	lazy := &lazyExports{rt: rt, named: named}
	assert.NoError(t, rt.Set("module", rt.NewDynamicObject(lazy)))
	is := func(expression string, wanted any) {
		t.Helper()
		value, err := rt.RunString(expression)
		assert.NoError(t, err)
		assert.EqualValues(t, wanted, value.Export(), expression)
	}

	is(`"one" in module && !("none" in module) && module.none === undefined`, true)
	assert.Empty(t, lazy.made, "nothing is made that nobody asked for")
	is(`module.one === module.one`, true)
	is(`const { one } = module; one()`, 1)
	is(`Object.keys(module).join()`, "one,two")
	is(`module.two = 3; module.two`, 2)
}
