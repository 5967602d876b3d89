package processwatch

import (
	"net"
	"os"
	"os/exec"
	"syscall"
	"testing"
	"time"

	"github.com/prometheus/procfs"
)

// A service with a process for each connection has lost one at every look: that must not cost a search of /proc each time.
func TestOnlyASocketWithoutAnyOwnerIsSearchedForAtOnce(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	inodes := []uint32{inodeOf(t, listener.(*net.TCPListener))}
	worker := exec.Command("/bin/true")
	if err := worker.Run(); err != nil {
		t.Fatal(err)
	}
	ended := process{proc: procfs.Proc{PID: worker.Process.Pid}, started: 1}

	var o owners
	o.usage(inodes)
	if len(o.processes) != 1 || o.processes[0].proc.PID != os.Getpid() {
		t.Fatalf("owners %+v, want this process", o.processes)
	}
	next := time.Now().Add(time.Hour)
	o.searchAt = next
	self := o.processes[0]
	o.processes = []process{ended, self}
	o.usage(inodes)
	if o.searchAt != next || len(o.processes) != 1 || !o.processes[0].same(self) {
		t.Fatalf("owners %+v, next search at %s; want no search, and the one that lives", o.processes, o.searchAt)
	}

	o.processes = []process{ended}
	if usage := o.usage(inodes); o.searchAt == next || usage.Descriptors == 0 {
		t.Fatalf("%+v; want this process to be found again", usage)
	}
}

func inodeOf(t *testing.T, listener *net.TCPListener) uint32 {
	t.Helper()
	raw, err := listener.SyscallConn()
	if err != nil {
		t.Fatal(err)
	}
	var stat syscall.Stat_t
	if err := raw.Control(func(fd uintptr) { _ = syscall.Fstat(int(fd), &stat) }); err != nil {
		t.Fatal(err)
	}
	return uint32(stat.Ino)
}
