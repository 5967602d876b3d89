package exchange

import (
	"encoding/binary"
	"fmt"
	"net/netip"
)

// proxySignature begins every version 2 header.
const proxySignature = "\r\n\r\n\x00\r\nQUIT\n"

// proxy writes a PROXY protocol header: haproxy.org/download/3.0/doc/proxy-protocol.txt.
type proxy struct {
	version int
	local   bool
}

func parseProxy(s Step, so *soFar) (step, error) {
	so.sends = true
	if s.Version != 1 && s.Version != 2 {
		return nil, fmt.Errorf("version: %d; accepted are 1, 2", s.Version)
	}
	if s.Command != "proxy" && s.Command != "local" {
		return nil, fmt.Errorf("command: %q; accepted are proxy, local", s.Command)
	}
	return proxy{s.Version, s.Command == "local"}, nil
}

func (p proxy) run(c *conversation) error {
	return c.send(p.header(c.sock.local, c.options.Target))
}

func (p proxy) header(from, to netip.AddrPort) []byte {
	if p.version == 1 {
		return p.text(from, to)
	}
	return p.binary(from, to)
}

func (p proxy) text(from, to netip.AddrPort) []byte {
	if p.local {
		return []byte("PROXY UNKNOWN\r\n")
	}
	family := "TCP6"
	if from.Addr().Is4() {
		family = "TCP4"
	}
	return fmt.Appendf(nil, "PROXY %s %s %s %d %d\r\n",
		family, from.Addr().WithZone(""), to.Addr().Unmap().WithZone(""), from.Port(), to.Port())
}

func (p proxy) binary(from, to netip.AddrPort) []byte {
	const local, proxied = 0x20, 0x21 // version 2 in the high half
	const tcp4, tcp6 = 0x11, 0x21
	header := []byte(proxySignature)
	if p.local {
		return append(header, local, 0, 0, 0)
	}
	family := byte(tcp6)
	if from.Addr().Is4() {
		family = tcp4
	}
	addresses := append(from.Addr().AsSlice(), to.Addr().Unmap().AsSlice()...)
	header = append(header, proxied, family)
	header = binary.BigEndian.AppendUint16(header, uint16(len(addresses)+4))
	header = append(header, addresses...)
	header = binary.BigEndian.AppendUint16(header, from.Port())
	return binary.BigEndian.AppendUint16(header, to.Port())
}
