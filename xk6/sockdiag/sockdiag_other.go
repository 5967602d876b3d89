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

// Close does nothing.
func (*Reader) Close() error { return nil }
