//go:build unix

package flawed

import (
	"net"
	"net/netip"
	"os"
	"syscall"

	"golang.org/x/sys/unix"
)

// listen makes the socket by hand, because net.Listen always asks for somaxconn and would make every queue 4096 long.
func listen(address netip.AddrPort, backlog int) (net.Listener, int, error) {
	fd, err := bind(address)
	if err != nil {
		return nil, 0, err
	}
	file := os.NewFile(uintptr(fd), "listener") // #nosec G115 -- a descriptor
	defer file.Close()                          // FileListener works on a copy of the descriptor.
	if err := unix.Listen(fd, backlog); err != nil {
		return nil, 0, err
	}
	listener, err := net.FileListener(file)
	if err != nil {
		return nil, 0, err
	}
	return listener, backlogInForce(fd, backlog), nil
}

// reserve binds the address and does not listen: SYNs are answered by RSTs as on a free port, but the kernel gives the port
// to nobody else, neither as another server's nor as the source of a connection, until release.
func reserve(address netip.AddrPort) (release func(), err error) {
	fd, err := bind(address)
	if err != nil {
		return nil, err
	}
	return func() { _ = unix.Close(fd) }, nil
}

func bind(address netip.AddrPort) (int, error) {
	family, local, err := sockaddr(address)
	if err != nil {
		return -1, err
	}
	// Not every Unix can set close-on-exec in socket() itself: hold off forks until it is set.
	syscall.ForkLock.RLock()
	fd, err := unix.Socket(family, unix.SOCK_STREAM, unix.IPPROTO_TCP)
	if err == nil {
		unix.CloseOnExec(fd)
	}
	syscall.ForkLock.RUnlock()
	if err != nil {
		return -1, err
	}
	// The port may be taken again while connections of a former server are still in TIME_WAIT.
	err = unix.SetsockoptInt(fd, unix.SOL_SOCKET, unix.SO_REUSEADDR, 1)
	if err == nil {
		err = unix.Bind(fd, local)
	}
	if err != nil {
		_ = unix.Close(fd)
		return -1, err
	}
	return fd, nil
}

func sockaddr(address netip.AddrPort) (family int, local unix.Sockaddr, err error) {
	ip, port := address.Addr(), int(address.Port())
	if ip.Is4() {
		return unix.AF_INET, &unix.SockaddrInet4{Addr: ip.As4(), Port: port}, nil
	}
	sockaddr := &unix.SockaddrInet6{Addr: ip.As16(), Port: port}
	if ip.Zone() != "" {
		link, err := net.InterfaceByName(ip.Zone())
		if err != nil {
			return 0, nil, err
		}
		sockaddr.ZoneId = uint32(link.Index) // #nosec G115 -- the kernel counts interfaces from 1 in 31 bits
	}
	return unix.AF_INET6, sockaddr, nil
}
