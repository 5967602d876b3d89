package healthcheck

import (
	"fmt"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestAModuleIsCompiledOnceForAllVUsAndEachHasItsOwn(t *testing.T) {
	shared := newRoot()
	vus := []*testVU{newTestVU(t, shared), newTestVU(t, shared).start()}

	var group sync.WaitGroup
	for _, vu := range vus {
		group.Go(func() { vu.run(`make = hc.compile("var n = 0; return { next: () => ++n };"); one = make()`) })
	}
	group.Wait()

	assert.Len(t, shared.programs.byText, 1)
	assert.Equal(t, int64(1), vus[0].run(`one.next()`).ToInteger())
	assert.Equal(t, int64(2), vus[0].run(`one.next()`).ToInteger())
	assert.Equal(t, int64(1), vus[1].run(`one.next()`).ToInteger())
	assert.Equal(t, int64(1), vus[0].run(`make().next()`).ToInteger(), "each call evaluates it anew")
}

func TestNoMoreProgramsAreKeptThanModulesNeed(t *testing.T) {
	shared := newRoot()
	vu := newTestVU(t, shared)

	for n := range 2 * mostPrograms {
		assert.Equal(t, int64(n), vu.run(fmt.Sprintf(`hc.compile("return %d")()`, n)).ToInteger())
	}

	assert.Len(t, shared.programs.byText, mostPrograms)
}

func TestWhatAModuleThrowsIsItsOwn(t *testing.T) {
	vu := newTestVU(t, newRoot())

	assert.True(t, vu.run(`try { hc.compile("null.x")() } catch (e) { e instanceof TypeError }`).ToBoolean())
	assert.Contains(t, vu.message(`hc.compile("return (")`), "SyntaxError")
	assert.Equal(t, "ü€", vu.run(`hc.compile("return 'ü€'")()`).String())
}
