package acceptqueue

import (
	"net/netip"

	"github.com/probe-storm/probe-storm/xk6/sockdiag"
)

// Reader keeps a sock_diag socket open, in the network namespace of the caller of Open. It may be used by several
// goroutines.
type Reader struct {
	sockets *sockdiag.Reader
}

// Open opens the sock_diag socket.
func Open() (*Reader, error) {
	sockets, err := sockdiag.Open()
	if err != nil {
		return nil, err
	}
	return &Reader{sockets: sockets}, nil
}

// Close closes the sock_diag socket.
func (r *Reader) Close() error { return r.sockets.Close() }

// Read adds up the listeners that the kernel would hand a connection to address. The error wraps ErrNotLocal when there is
// none, or when address is not this host's.
func (r *Reader) Read(address netip.AddrPort) (Sample, error) {
	listeners, err := r.sockets.Listeners(address)
	if err != nil {
		return Sample{}, err
	}
	sample := Sample{Sockets: len(listeners)}
	for _, listener := range listeners {
		sample.Length += listener.Length
		sample.Limit += listener.Limit
	}
	return sample, nil
}
