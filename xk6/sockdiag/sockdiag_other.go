//go:build !linux

package sockdiag

import "net/netip"

// Reader cannot be had on this platform.
type Reader struct{}

// Open always returns ErrUnavailable.
func Open() (*Reader, error) { return nil, ErrUnavailable }

// Listeners always returns ErrUnavailable.
func (*Reader) Listeners(netip.AddrPort) ([]Socket, error) { return nil, ErrUnavailable }

// Connections always returns ErrUnavailable.
func (*Reader) Connections(netip.AddrPort) ([]Socket, error) { return nil, ErrUnavailable }

// Queue always returns ErrUnavailable.
func (*Reader) Queue(netip.AddrPort) (Queue, error) { return Queue{}, ErrUnavailable }

// Overflows always returns ErrUnavailable.
func Overflows() (listenOverflows, listenDrops uint64, err error) { return 0, 0, ErrUnavailable }

// Close does nothing.
func (*Reader) Close() error { return nil }
