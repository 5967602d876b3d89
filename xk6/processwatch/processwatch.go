// Package processwatch follows what a service on this host costs the host: the descriptors, threads, memory and CPU time of the
// process behind a listening address, and its connections by TCP state.
//
// Linux only. The sockets are read through sock_diag, in the caller's own network namespace and without privilege. The process is
// read out of /proc, which shows the files of another user's process to root alone.
package processwatch

import (
	"errors"
	"time"
)

// Sample is one look at a service.
type Sample struct {
	// Owners are the processes that hold the listening socket open (prefork servers have several); empty when they cannot be seen.
	Owners []Owner
	// Self: the caller's own process is among them, so that Usage would be the caller's and is left out.
	Self bool
	// Restarts is how often so far the service was found to belong to other processes than before, none of them an old one: a least
	// number, because of several between two looks one is seen.
	Restarts int
	// Usage of all owners together; nil when it is not known.
	Usage *Usage
	// Reason tells why Usage is nil; empty when it is not.
	Reason  string
	Sockets Sockets
}

// Owner is a process.
type Owner struct {
	PID     int
	Command string
}

// Usage adds up what processes use.
type Usage struct {
	Descriptors int64
	// DescriptorLimit is the soft limit (RLIMIT_NOFILE), added up likewise; -1 when one has none.
	DescriptorLimit int64
	Threads         int64
	ResidentBytes   int64
	// CPU is user and system time since the processes started, in steps of 10 ms. It shrinks when one of several ends.
	CPU time.Duration
	// Waited is how long the threads that run now were ready to and had no core, since they began: on a busy machine a loop that never
	// sleeps shows here. -1 where the kernel does not say, or for more threads than are worth the look.
	Waited time.Duration
	// LogBytes is by how much the regular files grew that the processes hold open for writing, on top of how far they had been written
	// at the first look. It never falls, and is a least number: what is written over, or by pwrite(2) and mmap(2), moves no position.
	// WrittenBytes is what the processes handed to write(2) since they began: to files, pipes and terminals, and to those sockets that
	// they do not use send(2) for. nil: it cannot be seen.
	LogBytes, WrittenBytes *int64
	// WritesReason tells why one of the two is nil or not the whole; empty when they are.
	WritesReason string
}

// Sockets counts the service's ends of the connections to its address.
type Sockets struct {
	SynReceived int64
	// Established and CloseWait are those that the service has accepted and not closed; CloseWait: although the peer has ended.
	Established int64
	CloseWait   int64
	// Queued are complete (ESTABLISHED or CLOSE_WAIT) and wait for accept().
	Queued int64
	// FinWait, Closing (LAST_ACK, CLOSING) and TimeWait are the kernel's alone: the service has closed.
	FinWait  int64
	Closing  int64
	TimeWait int64
}

// ErrUnavailable: this platform has no way to see a process.
var ErrUnavailable = errors.New("processes can be watched on Linux only")
