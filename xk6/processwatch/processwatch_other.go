//go:build !linux

package processwatch

import "net/netip"

// Watcher cannot be had on this platform.
type Watcher struct{}

// Open always returns ErrUnavailable.
func Open() (*Watcher, error) { return nil, ErrUnavailable }

// Read always returns ErrUnavailable.
func (*Watcher) Read(netip.AddrPort) (Sample, error) { return Sample{}, ErrUnavailable }

// Close does nothing.
func (*Watcher) Close() error { return nil }
