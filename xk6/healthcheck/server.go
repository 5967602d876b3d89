package healthcheck

import (
	"fmt"
	"net/netip"

	"github.com/grafana/sobek"

	"github.com/probe-storm/probe-storm/xk6/flawed"
)

// serveOptions is the argument of serve.
type serveOptions struct {
	Flaw    string `json:"flaw"`
	Listen  string `json:"listen"`
	Backlog *int   `json:"backlog"`
}

const (
	defaultListen  = "127.0.0.1:0"
	defaultBacklog = 128
)

// serve starts a server that lives until stop() or the end of the process, also when the VU that started it is gone.
func (m *instance) serve(value sobek.Value) (*sobek.Object, error) {
	options := serveOptions{Listen: defaultListen}
	if err := decode(m.vu.Runtime(), value, &options); err != nil {
		return nil, fmt.Errorf("serve: %w", err)
	}
	listen, err := netip.ParseAddrPort(options.Listen)
	if err != nil {
		return nil, fmt.Errorf("serve: listen: %q is refused: ip:port is wanted", options.Listen)
	}
	backlog := defaultBacklog
	if options.Backlog != nil {
		backlog = *options.Backlog
	}
	server, err := flawed.Start(flawed.Options{Flaw: options.Flaw, Listen: listen, Backlog: backlog})
	if err != nil {
		return nil, fmt.Errorf("serve: %s", oneLine(err.Error()))
	}
	return m.serverObject(server), nil
}

func (m *instance) serverObject(server *flawed.Server) *sobek.Object {
	rt := m.vu.Runtime()
	object := rt.NewObject()
	for _, field := range []struct {
		name  string
		value any
	}{
		{"address", server.Addr().String()},
		{"flaw", server.Flaw()},
		{"backlog", server.Backlog()},
		{"record", func() (sobek.Value, error) { return plain(rt, server.Record()) }},
		{"stop", server.Stop},
	} {
		_ = object.Set(field.name, field.value) // fails on frozen objects only
	}
	return object
}

type flawInfo struct {
	Name    string `json:"name"`
	Summary string `json:"summary"`
}

func (m *instance) flaws() (sobek.Value, error) {
	list := []flawInfo{}
	for _, name := range flawed.Names() {
		list = append(list, flawInfo{Name: name, Summary: flawed.Summary(name)})
	}
	return plain(m.vu.Runtime(), list)
}
