package processwatch

import (
	"fmt"
	"net/netip"
	"os"
	"slices"

	"github.com/probe-storm/probe-storm/xk6/sockdiag"
)

// Watcher follows one address after the other: a new one starts afresh. It is for one goroutine at a time.
type Watcher struct {
	sockets *sockdiag.Reader
	address netip.AddrPort
	owners  owners
	// last are the owners when there were any.
	last     []process
	restarts int
	// noticed are the listening sockets at the latest look that found any, seen tells that some owner was seen at all.
	noticed []uint32
	seen    bool
}

// Open opens a sock_diag socket, in the network namespace of the caller.
func Open() (*Watcher, error) {
	sockets, err := sockdiag.Open()
	if err != nil {
		return nil, err
	}
	return &Watcher{sockets: sockets}, nil
}

// Close closes the sock_diag socket.
func (w *Watcher) Close() error { return w.sockets.Close() }

// Read looks once. The error wraps sockdiag.ErrNotLocal when nobody on this host listens there; a process that cannot be seen
// is no error but a Reason.
func (w *Watcher) Read(address netip.AddrPort) (Sample, error) {
	if address != w.address {
		*w = Watcher{sockets: w.sockets, address: address}
	}
	inodes, err := w.listeners(address)
	if err != nil {
		if ended, known := w.Ended(address); known && ended {
			err = fmt.Errorf("%w: process %d (%s) has ended", err, w.last[0].proc.PID, w.last[0].command)
		}
		return Sample{}, err
	}
	w.noticeSockets(inodes)
	connections, err := w.sockets.Connections(address)
	if err != nil {
		return Sample{}, err
	}
	usage := w.owners.usage(inodes)
	w.countRestarts()

	sample := Sample{Restarts: w.restarts, Sockets: count(connections)}
	for _, p := range w.owners.processes {
		sample.Owners = append(sample.Owners, Owner{PID: p.proc.PID, Command: p.command})
		sample.Self = sample.Self || p.proc.PID == os.Getpid()
	}
	switch {
	case len(sample.Owners) == 0:
		sample.Reason = fmt.Sprintf("the process behind %s cannot be seen: run as its user, or as root", address)
	case sample.Self:
		sample.Reason = fmt.Sprintf("the service on %s is part of the process that watches", address)
	default:
		sample.Usage = &usage
	}
	return sample, nil
}

func (w *Watcher) listeners(address netip.AddrPort) ([]uint32, error) {
	listeners, err := w.sockets.Listeners(address)
	if err != nil {
		return nil, err
	}
	inodes := make([]uint32, 0, len(listeners))
	for _, listener := range listeners {
		inodes = append(inodes, listener.Inode)
	}
	return inodes, nil
}

// Notice is a look between two Reads that costs a tenth of a millisecond: a service that is restarted more often than it is read shows by
// its listening socket that it is another one. It does nothing for an address that was not read yet.
func (w *Watcher) Notice(address netip.AddrPort) {
	if address != w.address {
		return
	}
	if inodes, err := w.listeners(address); err == nil {
		w.noticeSockets(inodes)
	}
}

// noticeSockets counts a restart when all listening sockets are others and none of the last owners lives. A process that opens its
// socket anew is still the same.
func (w *Watcher) noticeSockets(inodes []uint32) {
	old := func(inode uint32) bool { return slices.Contains(w.noticed, inode) }
	others := len(w.noticed) > 0 && !slices.ContainsFunc(inodes, old)
	w.noticed = inodes
	if others && w.seen && !slices.ContainsFunc(w.last, process.lives) {
		w.restarts++
		w.last = nil // its owners are not known yet
	}
}

// Ended tells whether the owners that were last seen have all ended; known is false when none was.
func (w *Watcher) Ended(address netip.AddrPort) (ended, known bool) {
	if address != w.address || len(w.last) == 0 {
		return false, false
	}
	return !slices.ContainsFunc(w.last, process.lives), true
}

// countRestarts compares with those who were there last: between two lives there may have been nobody for a while.
func (w *Watcher) countRestarts() {
	now := w.owners.processes
	if len(now) == 0 {
		return
	}
	known := func(p process) bool { return slices.ContainsFunc(w.last, p.same) }
	if len(w.last) > 0 && !slices.ContainsFunc(now, known) {
		w.restarts++
	}
	w.last, w.seen = now, true
}

func count(connections []sockdiag.Socket) Sockets {
	var s Sockets
	for _, c := range connections {
		switch c.State {
		case sockdiag.SynReceived:
			s.SynReceived++
		case sockdiag.Established, sockdiag.CloseWait:
			switch {
			case c.Inode == 0:
				s.Queued++
			case c.State == sockdiag.Established:
				s.Established++
			default:
				s.CloseWait++
			}
		case sockdiag.FinWait1, sockdiag.FinWait2:
			s.FinWait++
		case sockdiag.LastAck, sockdiag.Closing:
			s.Closing++
		case sockdiag.TimeWait:
			s.TimeWait++
		}
	}
	return s
}
