//go:build !linux

package processwatch

import "net/netip"

// Watcher cannot be had on this platform.
type Watcher struct{}

// Open always returns ErrUnavailable.
func Open() (*Watcher, error) { return nil, ErrUnavailable }

// Read always returns ErrUnavailable.
func (*Watcher) Read(netip.AddrPort) (Sample, error) { return Sample{}, ErrUnavailable }

// Notice does nothing.
func (*Watcher) Notice(netip.AddrPort) {}

// Ended knows nothing.
func (*Watcher) Ended(netip.AddrPort) (ended, known bool) { return false, false }

// Close does nothing.
func (*Watcher) Close() error { return nil }
