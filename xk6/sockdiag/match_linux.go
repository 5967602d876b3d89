package sockdiag

import (
	"net"
	"net/netip"
)

// How well a listener fits a target, in the order in which the kernel prefers them.
const (
	noFit         = iota
	dualStackAny  // [::] for an IPv4 target
	anyAddress    // 0.0.0.0 or [::] of the target's own family
	mappedAddress // ::ffff:a.b.c.d for an IPv4 target
	ownAddress    // the target's own address
)

func fit(l Socket, target netip.AddrPort) int {
	bound, wanted := l.Local.Addr(), target.Addr().WithZone("")
	switch {
	case l.Local.Port() != target.Port():
		return noFit
	case bound == wanted:
		return ownAddress
	case bound.Is4In6() && bound.Unmap() == wanted:
		return mappedAddress
	case bound.IsUnspecified() && bound.Is4() == wanted.Is4():
		return anyAddress
	case bound == netip.IPv6Unspecified() && wanted.Is4() && !l.V6Only:
		return dualStackAny
	}
	return noFit
}

// serving picks the listeners that fit best: they are those that share the incoming connections.
func serving(found []Socket, target netip.AddrPort) ([]Socket, error) {
	target = reached(target)
	best, those := noFit, []Socket(nil)
	for _, l := range found {
		fits := fit(l, target)
		if fits == noFit || fits < best {
			continue
		}
		if fits > best {
			best, those = fits, nil
		}
		those = append(those, l)
	}
	if best == noFit || !isLocal(target.Addr()) {
		return nil, notLocalError{target}
	}
	return those, nil
}

// reached is where a connection to an address ends: connecting to 0.0.0.0 or [::] reaches the loopback address.
func reached(target netip.AddrPort) netip.AddrPort {
	address := target.Addr().Unmap()
	if address.IsUnspecified() {
		address = loopback(address)
	}
	return netip.AddrPortFrom(address, target.Port())
}

func loopback(unspecified netip.Addr) netip.Addr {
	if unspecified.Is4() {
		return netip.AddrFrom4([4]byte{127, 0, 0, 1})
	}
	return netip.IPv6Loopback()
}

// isLocal keeps a listener of this host from standing in for a remote target with the same port.
func isLocal(address netip.Addr) bool {
	if address.IsLoopback() {
		return true
	}
	local, err := net.InterfaceAddrs()
	if err != nil {
		return false
	}
	for _, network := range local {
		prefix, err := netip.ParsePrefix(network.String())
		if err == nil && prefix.Addr().Unmap() == address.WithZone("") {
			return true
		}
	}
	return false
}
