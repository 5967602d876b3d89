package sockdiag

import (
	"errors"
	"fmt"

	"github.com/prometheus/procfs"
)

// Overflows reads TcpExt ListenOverflows and ListenDrops of this process's network namespace, since it came to be: SYNs and
// final ACKs dropped because an accept queue was full, and for any reason.
func Overflows() (listenOverflows, listenDrops uint64, err error) {
	self, err := procfs.Self()
	if err != nil {
		return 0, 0, fmt.Errorf("cannot read the overflow counters: %w", err)
	}
	counters, err := self.Netstat()
	if err != nil {
		return 0, 0, fmt.Errorf("cannot read the overflow counters: %w", err)
	}
	if counters.ListenOverflows == nil || counters.ListenDrops == nil {
		return 0, 0, errors.New("cannot read the overflow counters: this kernel's /proc/self/net/netstat lacks them")
	}
	return uint64(*counters.ListenOverflows), uint64(*counters.ListenDrops), nil
}
