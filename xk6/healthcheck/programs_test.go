package healthcheck

import (
	"bytes"
	"compress/flate"
	"encoding/base64"
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestAModuleIsCompiledOnceForAllVUsAndEachHasItsOwn(t *testing.T) {
	shared := newRoot()
	vus := []*testVU{newTestVU(t, shared), newTestVU(t, shared).start()}

	var group sync.WaitGroup
	for _, vu := range vus {
		group.Go(func() {
			vu.run(`make = hc.compile(` + packed("var n = 0; return { next: () => ++n };") + `); one = make()`)
		})
	}
	group.Wait()

	assert.Len(t, shared.programs.byPacked, 1)
	assert.Equal(t, int64(1), vus[0].run(`one.next()`).ToInteger())
	assert.Equal(t, int64(2), vus[0].run(`one.next()`).ToInteger())
	assert.Equal(t, int64(1), vus[1].run(`one.next()`).ToInteger())
	assert.Equal(t, int64(1), vus[0].run(`make().next()`).ToInteger(), "each call evaluates it anew")
}

func TestNoMoreProgramsAreKeptThanModulesNeed(t *testing.T) {
	shared := newRoot()
	vu := newTestVU(t, shared)

	for n := range 2 * mostPrograms {
		assert.Equal(t, int64(n), vu.run(`hc.compile(`+packed(fmt.Sprintf("return %d", n))+`)()`).ToInteger())
	}

	assert.Len(t, shared.programs.byPacked, mostPrograms)
}

func TestWhatAModuleThrowsIsItsOwn(t *testing.T) {
	vu := newTestVU(t, newRoot())

	assert.True(t, vu.run(`try { hc.compile(`+packed("null.x")+`)() } catch (e) { e instanceof TypeError }`).ToBoolean())
	assert.Contains(t, vu.message(`hc.compile(`+packed("return (")+`)`), "SyntaxError")
	assert.Equal(t, "ü€", vu.run(`hc.compile(`+packed("return 'ü€'")+`)()`).String())
}

func TestATextThatIsNotPacked(t *testing.T) {
	vu := newTestVU(t, newRoot())

	for _, text := range []string{"return 1", "", "AAAA"} {
		assert.Contains(t, vu.message(fmt.Sprintf(`hc.compile(%q)`, text)), "a packed module: expected base64 of deflated text")
	}
	assert.Contains(t, vu.message(`hc.compile(`+packed(strings.Repeat(" ", mostUnpacked+1))+`)`), "a packed module: more than 16777216 bytes of text")
}

// packed is a body as lib/node/bundle.ts packs it, as a literal of JavaScript.
func packed(body string) string {
	var deflated bytes.Buffer
	writer, _ := flate.NewWriter(&deflated, flate.BestCompression)
	_, _ = writer.Write([]byte(body))
	_ = writer.Close()
	return fmt.Sprintf("%q", base64.StdEncoding.EncodeToString(deflated.Bytes()))
}
