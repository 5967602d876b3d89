//go:build !linux

package acceptqueue

import "net/netip"

// Reader cannot be had on this platform.
type Reader struct{}

// Open always returns ErrUnavailable.
func Open() (*Reader, error) { return nil, ErrUnavailable }

// Read always returns ErrUnavailable.
func (*Reader) Read(netip.AddrPort) (Sample, error) { return Sample{}, ErrUnavailable }

// Close does nothing.
func (*Reader) Close() error { return nil }

// Overflows always returns ErrUnavailable.
func Overflows() (listenOverflows, listenDrops uint64, err error) { return 0, 0, ErrUnavailable }
