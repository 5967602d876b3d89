package sockdiag

import (
	"fmt"
	"net/netip"

	"github.com/mdlayher/netlink"
	"golang.org/x/sys/unix"
)

// Reader keeps a sock_diag socket open, in the network namespace of the caller of Open. It may be used by several
// goroutines.
type Reader struct {
	conn *netlink.Conn
}

// Open opens the sock_diag socket.
func Open() (*Reader, error) {
	conn, err := netlink.Dial(unix.NETLINK_SOCK_DIAG, nil)
	if err != nil {
		return nil, fmt.Errorf("cannot ask the kernel for sockets (sock_diag): %w", err)
	}
	return &Reader{conn: conn}, nil
}

// Close closes the sock_diag socket.
func (r *Reader) Close() error { return r.conn.Close() }

// Listeners are those that the kernel would hand a connection to address: several with SO_REUSEPORT. The error wraps
// ErrNotLocal when there is none, or when address is not this host's.
func (r *Reader) Listeners(address netip.AddrPort) ([]Socket, error) {
	target := netip.AddrPortFrom(address.Addr().Unmap(), address.Port())
	found, err := r.sockets(target, listening)
	if err != nil {
		return nil, err
	}
	return serving(found, target)
}

// Queue adds up the listeners that the kernel would hand a connection to address; errors are those of Listeners.
func (r *Reader) Queue(address netip.AddrPort) (Queue, error) {
	listeners, err := r.Listeners(address)
	if err != nil {
		return Queue{}, err
	}
	queue := Queue{Sockets: len(listeners)}
	for _, listener := range listeners {
		queue.Length += listener.Length
		queue.Limit += listener.Limit
	}
	return queue, nil
}

// Connections are the service's ends of all connections to address, in any state, also those that only the kernel still knows of
// (TIME_WAIT) or knows of already (SYN_RECV).
func (r *Reader) Connections(address netip.AddrPort) ([]Socket, error) {
	target := reached(address)
	found, err := r.sockets(target, connected)
	if err != nil {
		return nil, err
	}
	of := found[:0]
	for _, socket := range found {
		if socket.Local.Addr().Unmap() == target.Addr().WithZone("") && socket.Local.Port() == target.Port() {
			of = append(of, socket)
		}
	}
	return of, nil
}

// sockets dumps those on the target's port; an IPv4 connection may belong to a socket of either family.
func (r *Reader) sockets(target netip.AddrPort, states uint32) ([]Socket, error) {
	found, err := r.dump(unix.AF_INET6, target.Port(), states)
	if err == nil && target.Addr().Is4() {
		var found4 []Socket
		found4, err = r.dump(unix.AF_INET, target.Port(), states)
		found = append(found, found4...)
	}
	if err != nil {
		return nil, fmt.Errorf("cannot ask the kernel for sockets (sock_diag): %w", err)
	}
	return found, nil
}

func (r *Reader) dump(family uint8, port uint16, states uint32) ([]Socket, error) {
	replies, err := r.conn.Execute(netlink.Message{
		Header: netlink.Header{Type: unix.SOCK_DIAG_BY_FAMILY, Flags: netlink.Request | netlink.Dump},
		Data:   request(family, port, states),
	})
	if err != nil {
		return nil, err
	}
	found := make([]Socket, 0, len(replies))
	for _, reply := range replies {
		socket, err := parse(reply.Data)
		if err != nil {
			return nil, err
		}
		found = append(found, socket)
	}
	return found, nil
}
