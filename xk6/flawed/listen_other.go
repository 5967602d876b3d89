//go:build !unix

package flawed

import (
	"net"
	"net/netip"
)

// listen leaves the backlog to the system: Go can set it only on a socket made by hand, and such a socket cannot be handed
// to its poller here.
func listen(address netip.AddrPort, _ int) (net.Listener, int, error) {
	listener, err := net.ListenTCP("tcp", net.TCPAddrFromAddrPort(address))
	return listener, -1, err
}

// reserve does nothing: the port is free meanwhile.
func reserve(netip.AddrPort) (release func(), err error) { return func() {}, nil }
