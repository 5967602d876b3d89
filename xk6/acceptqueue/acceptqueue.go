// Package acceptqueue reads the accept queue of a listener on this host, and the kernel's overflow counters.
//
// Linux only, and only for listeners in the caller's own network namespace; no privilege is needed there.
package acceptqueue

import (
	"errors"
	"net/netip"

	"github.com/probe-storm/probe-storm/xk6/sockdiag"
)

// Sample is the state of all listeners of one address, added up (SO_REUSEPORT has several).
type Sample struct {
	// Length is how many connections wait for accept(); Limit the most that may, and one more fits.
	Length uint32
	Limit  uint32
	// Sockets is how many listeners share the address.
	Sockets int
}

var (
	// ErrNotLocal: nobody on this host listens where the target is. The error that Read returns names the address.
	ErrNotLocal = sockdiag.ErrNotLocal
	// ErrUnavailable: this platform has no way to read the queue.
	ErrUnavailable = errors.New("the accept queue can be read on Linux only")
)

// Read is Open, Reader.Read and Close in one, for a single look.
func Read(address netip.AddrPort) (Sample, error) {
	reader, err := Open()
	if err != nil {
		return Sample{}, err
	}
	defer reader.Close()
	return reader.Read(address)
}
