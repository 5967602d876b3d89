// Package acceptqueue reads the accept queue of a listener on this host, and the kernel's overflow counters.
package acceptqueue

// Sample is the state of all listeners of one address, added up (SO_REUSEPORT has several).
type Sample struct {
	// Length is how many connections wait for accept(); Limit the most that may, and one more fits.
	Length uint32
	Limit  uint32
	// Sockets is how many listeners share the address.
	Sockets int
}
