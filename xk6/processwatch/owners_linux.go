package processwatch

import (
	"errors"
	"fmt"
	"math"
	"os"
	"slices"
	"strings"
	"syscall"
	"time"

	"github.com/prometheus/procfs"
	"golang.org/x/sys/unix"
)

// Workers may join a socket that they share with others, and only a search through /proc finds them. It costs a readlink(2) per
// descriptor of this host, 30 ms with 4,000 of them: so it is done seldom, and may take a hundredth of the time. Where each connection
// has a process of its own, some owner has ended at every look: they are left out, and only a socket without any is searched for at once.
const (
	searchEvery = 5 * time.Second
	searchShare = 100
)

// process is told from a later one of the same number by its start.
type process struct {
	proc    procfs.Proc
	started uint64
	parent  int
	command string
}

func (p process) same(other process) bool {
	return p.proc.PID == other.proc.PID && p.started == other.started
}

// lives is false for a zombie as well: the kernel has closed its files.
func (p process) lives() bool {
	stat, err := p.proc.Stat()
	return err == nil && stat.Starttime == p.started && stat.State != "Z" && stat.State != "X"
}

// owners are the processes that hold certain sockets open.
type owners struct {
	inodes    []uint32
	processes []process
	searchAt  time.Time
	writers   writers
	files     fileWrites
	written   bytesWritten
}

// usage adds up what the owners use; they are looked for first when they may be others than at the last call.
func (o *owners) usage(inodes []uint32) Usage {
	slices.Sort(inodes)
	if !slices.Equal(inodes, o.inodes) || time.Now().After(o.searchAt) {
		o.search(inodes)
	}
	known := len(o.processes)
	sum, alive := add(o.processes)
	if known > 0 && len(alive) == 0 {
		o.search(inodes)
		sum, alive = add(o.processes)
	}
	o.processes = alive
	o.addWrites(&sum)
	return sum
}

// addWrites has nothing to say of a process that watches itself: most of what it writes is not the service's.
func (o *owners) addWrites(to *Usage) {
	self := func(p process) bool { return p.proc.PID == os.Getpid() }
	if len(o.processes) == 0 || slices.ContainsFunc(o.processes, self) {
		return
	}
	var reasons []string
	files, err := o.writers.files(o.processes)
	switch {
	case err != nil:
		reasons = append(reasons, fmt.Sprintf("the files of the process cannot be seen: %s", err))
	default:
		o.files.add(files, o.writers.searched)
		total := o.files.total
		to.LogBytes = &total
		if !o.writers.whole {
			reasons = append(reasons, fmt.Sprintf("only %d descriptors are looked at, and there are more", mostLooked))
		}
	}
	if written, err := writtenBytes(o.processes); err != nil {
		reasons = append(reasons, fmt.Sprintf("what the process writes cannot be seen: %s", err))
	} else {
		o.written.add(written, sinceBoot())
		total := o.written.total
		to.WrittenBytes = &total
	}
	to.WritesReason = strings.Join(reasons, "; ")
}

// writtenBytes leaves out those that have ended meanwhile.
func writtenBytes(processes []process) ([]processWrites, error) {
	found := make([]processWrites, 0, len(processes))
	for _, p := range processes {
		io, err := p.proc.IO()
		if errors.Is(err, unix.ESRCH) {
			continue
		}
		if err != nil {
			return nil, err
		}
		found = append(found, processWrites{process: p, bytes: int64(min(io.WChar, math.MaxInt64))}) // #nosec G115 -- bounded in this expression
	}
	return found, nil
}

func (o *owners) search(inodes []uint32) {
	began := time.Now()
	o.inodes, o.processes = inodes, nil
	defer func() {
		now := time.Now()
		o.searchAt = now.Add(max(searchEvery, searchShare*now.Sub(began)))
	}()
	wanted := make(map[string]bool, len(inodes))
	for _, inode := range inodes {
		wanted[fmt.Sprintf("socket:[%d]", inode)] = true
	}
	all, err := procfs.AllProcs()
	if err != nil {
		return
	}
	for _, proc := range all {
		// Not permitted, or gone meanwhile: not to be seen either way.
		targets, err := proc.FileDescriptorTargets()
		if err != nil || !slices.ContainsFunc(targets, func(target string) bool { return wanted[target] }) {
			continue
		}
		if stat, err := proc.Stat(); err == nil {
			o.processes = append(o.processes, process{proc: proc, started: stat.Starttime, parent: stat.PPID, command: stat.Comm})
		}
	}
}

// add leaves out those that have ended.
func add(processes []process) (sum Usage, alive []process) {
	for _, p := range processes {
		stat, err := p.proc.Stat()
		if err != nil || stat.Starttime != p.started {
			continue
		}
		descriptors, err := p.proc.FileDescriptorsLen()
		if err != nil {
			continue
		}
		alive = append(alive, p)
		sum.Descriptors += int64(descriptors)
		sum.Threads += int64(stat.NumThreads)
		sum.ResidentBytes += int64(stat.ResidentMemory())
		sum.CPU += time.Duration(stat.CPUTime() * float64(time.Second))
		if waited := waitedForCore(p.proc.PID, stat.NumThreads); waited < 0 || sum.Waited < 0 {
			sum.Waited = -1
		} else {
			sum.Waited += waited
		}
		limits, err := p.proc.Limits()
		if err != nil || limits.OpenFiles > math.MaxInt64 || sum.DescriptorLimit < 0 {
			sum.DescriptorLimit = -1
		} else {
			sum.DescriptorLimit += int64(limits.OpenFiles)
		}
	}
	return sum, alive
}

// mostThreads are looked at once a second, a file each.
const mostThreads = 64

func waitedForCore(pid, threads int) time.Duration {
	if threads > mostThreads {
		return -1
	}
	all, err := procfs.AllThreads(pid)
	if err != nil {
		return -1
	}
	var sum time.Duration
	for _, thread := range all {
		// One that has ended meanwhile waits for nothing any more.
		if stat, err := thread.Schedstat(); err == nil {
			sum += time.Duration(stat.WaitingNanoseconds) // #nosec G115 -- 292 years in nanoseconds fit
		} else if !errors.Is(err, os.ErrNotExist) && !errors.Is(err, syscall.ESRCH) {
			return -1
		}
	}
	return sum
}
