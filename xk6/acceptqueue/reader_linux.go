package acceptqueue

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
		return nil, fmt.Errorf("cannot ask the kernel for listeners (sock_diag): %w", err)
	}
	return &Reader{conn: conn}, nil
}

// Close closes the sock_diag socket.
func (r *Reader) Close() error { return r.conn.Close() }

// Read adds up the listeners that the kernel would hand a connection to address. The error wraps ErrNotLocal when there is
// none, or when address is not this host's.
func (r *Reader) Read(address netip.AddrPort) (Sample, error) {
	target := netip.AddrPortFrom(address.Addr().Unmap(), address.Port())
	found, err := r.listeners(unix.AF_INET6, target.Port())
	if err == nil && target.Addr().Is4() {
		var found4 []listener
		found4, err = r.listeners(unix.AF_INET, target.Port())
		found = append(found, found4...)
	}
	if err != nil {
		return Sample{}, fmt.Errorf("cannot ask the kernel for listeners (sock_diag): %w", err)
	}
	return sum(found, target)
}

// listeners dumps the listening sockets of one family on a port.
func (r *Reader) listeners(family uint8, port uint16) ([]listener, error) {
	replies, err := r.conn.Execute(netlink.Message{
		Header: netlink.Header{Type: unix.SOCK_DIAG_BY_FAMILY, Flags: netlink.Request | netlink.Dump},
		Data:   request(family, port),
	})
	if err != nil {
		return nil, err
	}
	var found []listener
	for _, reply := range replies {
		listener, err := parse(reply.Data)
		if err != nil {
			return nil, err
		}
		found = append(found, listener)
	}
	return found, nil
}
