package exchange

import (
	"fmt"
	"net"
	"net/netip"

	"github.com/pires/go-proxyproto"
)

// proxy writes a PROXY protocol header: haproxy.org/download/3.0/doc/proxy-protocol.txt.
type proxy struct {
	version int
	local   bool
}

func parseProxy(s Step, state *parseState) (step, error) {
	state.sends = true
	if s.Version != 1 && s.Version != 2 {
		return nil, fmt.Errorf("version: %d; accepted are 1, 2", s.Version)
	}
	if s.Command != "proxy" && s.Command != "local" {
		return nil, fmt.Errorf("command: %q; accepted are proxy, local", s.Command)
	}
	return proxy{s.Version, s.Command == "local"}, nil
}

func (p proxy) run(c *conversation) error {
	header, err := p.header(c.sock.local, c.options.Target)
	if err != nil {
		return err
	}
	return c.send(header)
}

// header without addresses is that of a connection which the sender makes for itself.
func (p proxy) header(from, to netip.AddrPort) ([]byte, error) {
	var source, destination net.Addr
	if !p.local {
		source, destination = net.TCPAddrFromAddrPort(from), net.TCPAddrFromAddrPort(to)
	}
	return proxyproto.HeaderProxyFromAddrs(byte(p.version), source, destination).Format() // #nosec G115 -- 1 or 2
}
