// Package sockdiag asks the kernel for the TCP sockets of this host, by the port that they are bound to, for the accept queue of a
// listener, and for the counters of what found such a queue full.
//
// Linux only, and only for sockets in the caller's own network namespace; no privilege is needed there.
package sockdiag

import (
	"errors"
	"fmt"
	"net/netip"
)

// Socket is one TCP socket as the kernel reports it.
type Socket struct {
	Local netip.AddrPort
	State State
	// Inode is the file behind it; 0 while accept() has not returned it yet, and once its process has closed it.
	Inode uint32
	// V6Only: a listener on [::] that takes no IPv4 connections.
	V6Only bool
	// Length is, for a listener, how many connections wait for accept(); Limit the backlog in force.
	Length, Limit uint32
}

// Queue is the accept queue of all listeners of one address, added up (SO_REUSEPORT has several).
type Queue struct {
	// Length is how many connections wait for accept(); Limit is the backlog in force, and one connection more fits.
	Length, Limit uint32
	// Sockets is how many listeners share the address.
	Sockets int
}

// State is the kernel's number, out of net/tcp_states.h.
type State uint8

// The states that a connection of a service goes through.
const (
	Established State = 1
	SynReceived State = 3
	FinWait1    State = 4
	FinWait2    State = 5
	TimeWait    State = 6
	CloseWait   State = 8
	LastAck     State = 9
	Listen      State = 10
	Closing     State = 11
)

var (
	// ErrNotLocal: nobody on this host listens where the target is. The error that Reader returns names the address.
	ErrNotLocal = errors.New("no such listener on this host")
	// ErrUnavailable: this platform has no way to ask.
	ErrUnavailable = errors.New("the accept queue can be read on Linux only")
)

type notLocalError struct{ address netip.AddrPort }

func (e notLocalError) Error() string {
	return fmt.Sprintf("no listener of %s on this host", e.address)
}
func (e notLocalError) Unwrap() error { return ErrNotLocal }
