package exchange

import (
	"net"
	"net/netip"
	"strconv"
	"syscall"

	"golang.org/x/sys/unix"
)

func sockaddr(to netip.AddrPort) (unix.Sockaddr, int, error) {
	address := to.Addr().Unmap()
	switch {
	case address.Is4():
		return &unix.SockaddrInet4{Port: int(to.Port()), Addr: address.As4()}, unix.AF_INET, nil
	case address.Is6():
		zone, err := zoneIndex(address.Zone())
		return &unix.SockaddrInet6{Port: int(to.Port()), Addr: address.As16(), ZoneId: zone}, unix.AF_INET6, err
	}
	return nil, 0, describe(unix.EINVAL, "no address was given")
}

// zoneIndex of the interface in fe80::1%eth0 or fe80::1%2.
func zoneIndex(zone string) (uint32, error) {
	if zone == "" {
		return 0, nil
	}
	if index, err := strconv.ParseUint(zone, 10, 32); err == nil {
		return uint32(index), nil
	}
	found, err := net.InterfaceByName(zone)
	if err != nil {
		return 0, describe(unix.ENODEV, "zone %q is no interface of this host", zone)
	}
	return uint32(found.Index), nil // #nosec G115 -- the kernel counts interfaces from 1 in 31 bits
}

// address is of syscall and not of x/sys/unix, whose Getsockname asks for the socket's protocol as well: one system call more.
// After a failed call it returns the zero value.
func address(of syscall.Sockaddr, _ error) netip.AddrPort {
	switch of := of.(type) {
	case *syscall.SockaddrInet4:
		return netip.AddrPortFrom(netip.AddrFrom4(of.Addr), uint16(of.Port)) // #nosec G115 -- a port of the kernel
	case *syscall.SockaddrInet6:
		return netip.AddrPortFrom(netip.AddrFrom16(of.Addr), uint16(of.Port)) // #nosec G115 -- a port of the kernel
	}
	return netip.AddrPort{}
}

// errnoName is the name that the manual pages have.
func errnoName(errno syscall.Errno) string {
	if name := unix.ErrnoName(errno); name != "" {
		return name
	}
	return errno.Error()
}
