package healthcheck

import (
	"sync"

	"github.com/grafana/sobek"
)

// mostPrograms is more than any script of this project has modules as text: a script of somebody else's may make texts as it goes.
const mostPrograms = 16

// programs are what module texts compile to. k6 calls setup, teardown and handleSummary in a runtime each, and to compile the report takes
// longer than to evaluate it; a program belongs to no runtime.
type programs struct {
	mutex  sync.Mutex
	byText map[string]*sobek.Program
}

// compile gives the body of a function as a function of the VU's own, as `new Function(body)` would.
func (m *instance) compile(body string) (sobek.Value, error) {
	program, err := m.programs.of(body)
	if err != nil {
		return nil, inOneLine(err)
	}
	return m.vu.Runtime().RunProgram(program)
}

func (p *programs) of(body string) (*sobek.Program, error) {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	if program, ok := p.byText[body]; ok {
		return program, nil
	}
	program, err := sobek.Compile("module", "(function () {"+body+"\n})", false)
	if err != nil || len(p.byText) == mostPrograms {
		return program, err
	}
	if p.byText == nil {
		p.byText = map[string]*sobek.Program{}
	}
	p.byText[body] = program
	return program, nil
}
