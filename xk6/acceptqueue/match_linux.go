package acceptqueue

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

func fit(l listener, target netip.AddrPort) int {
	bound, wanted := l.address.Addr(), target.Addr().WithZone("")
	switch {
	case l.address.Port() != target.Port():
		return noFit
	case bound == wanted:
		return ownAddress
	case bound.Is4In6() && bound.Unmap() == wanted:
		return mappedAddress
	case bound.IsUnspecified() && bound.Is4() == wanted.Is4():
		return anyAddress
	case bound == netip.IPv6Unspecified() && wanted.Is4() && !l.v6Only:
		return dualStackAny
	}
	return noFit
}

// sum adds up the listeners that fit best: they are those that share the incoming connections.
func sum(found []listener, target netip.AddrPort) (Sample, error) {
	if target.Addr().IsUnspecified() {
		// Connecting to 0.0.0.0 or [::] reaches the loopback address.
		target = netip.AddrPortFrom(loopback(target.Addr()), target.Port())
	}
	best, sample := noFit, Sample{}
	for _, l := range found {
		fits := fit(l, target)
		if fits == noFit || fits < best {
			continue
		}
		if fits > best {
			best, sample = fits, Sample{}
		}
		sample.Length += l.length
		sample.Limit += l.limit
		sample.Sockets++
	}
	if best == noFit || !isLocal(target.Addr()) {
		return Sample{}, notLocalError{target}
	}
	return sample, nil
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
