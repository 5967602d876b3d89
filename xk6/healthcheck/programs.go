package healthcheck

import (
	"compress/flate"
	"encoding/base64"
	"fmt"
	"io"
	"strings"
	"sync"

	"github.com/grafana/sobek"
)

const (
	// mostPrograms is more than any script of this project has packed modules: a script of somebody else's may make some as it goes.
	mostPrograms = 16
	// mostUnpacked bounds the memory that a short text can ask for.
	mostUnpacked = 16 << 20
)

// programs are what packed modules compile to. k6 calls setup, teardown and handleSummary in a runtime each, and to compile the report takes
// longer than to evaluate it; a program belongs to no runtime.
type programs struct {
	mutex    sync.Mutex
	byPacked map[string]*sobek.Program
}

// compile gives the body of a function as a function of the VU's own, as `new Function(body)` would. The body is packed: deflated, and in
// base64. A script with all its modules is to fit into a Kubernetes ConfigMap.
func (m *instance) compile(packed string) (sobek.Value, error) {
	program, err := m.programs.of(packed)
	if err != nil {
		return nil, inOneLine(err)
	}
	return m.vu.Runtime().RunProgram(program)
}

func (p *programs) of(packed string) (*sobek.Program, error) {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	if program, ok := p.byPacked[packed]; ok {
		return program, nil
	}
	body, err := unpack(packed)
	if err != nil {
		return nil, err
	}
	program, err := sobek.Compile("module", "(function () {"+body+"\n})", false)
	if err != nil || len(p.byPacked) == mostPrograms {
		return program, err
	}
	if p.byPacked == nil {
		p.byPacked = map[string]*sobek.Program{}
	}
	p.byPacked[packed] = program
	return program, nil
}

func unpack(packed string) (string, error) {
	var body strings.Builder
	inflated := flate.NewReader(base64.NewDecoder(base64.StdEncoding, strings.NewReader(packed)))
	n, err := io.Copy(&body, io.LimitReader(inflated, mostUnpacked+1))
	switch {
	case err != nil:
		return "", fmt.Errorf("a packed module: expected base64 of deflated text: %w", err)
	case n > mostUnpacked:
		return "", fmt.Errorf("a packed module: more than %d bytes of text", mostUnpacked)
	}
	return body.String(), nil
}
