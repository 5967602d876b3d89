package processwatch_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"os"
	"runtime"
	"slices"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/probe-storm/probe-storm/xk6/processwatch"
	"github.com/probe-storm/probe-storm/xk6/sockdiag"
)

func TestDescriptorsThreadsAndMemoryOfTheService(t *testing.T) {
	service := startService(t, 1)[0]
	watcher := open(t)
	peer := service.dial()
	service.order(peer, "dtm")
	before := read(t, watcher, service.address)
	if len(before.Owners) != 1 || before.Owners[0].PID != service.pid || before.Self || before.Reason != "" {
		t.Fatalf("%+v, want the process %d and no other", before, service.pid)
	}
	if name := before.Owners[0].Command; name == "" || !strings.HasPrefix("processwatch.test", name) {
		t.Fatalf("the process is called %q", name)
	}
	var limit syscall.Rlimit
	must(t, syscall.Getrlimit(syscall.RLIMIT_NOFILE, &limit))
	if got := before.Usage.DescriptorLimit; got != int64(limit.Cur) {
		t.Fatalf("descriptor limit %d, want %d", got, limit.Cur)
	}

	service.order(peer, strings.Repeat("d", 7))
	after := read(t, watcher, service.address)
	if grown := *after.Usage.WrittenBytes - *before.Usage.WrittenBytes; grown != 7 {
		t.Errorf("%d bytes written more, want the seven answers", grown)
	}
	if *before.Usage.LogBytes != *after.Usage.LogBytes || before.Usage.WritesReason != "" {
		t.Errorf("%d bytes of files, then %d (%s); it has written to none", *before.Usage.LogBytes, *after.Usage.LogBytes, before.Usage.WritesReason)
	}
	if grown := after.Usage.Descriptors - before.Usage.Descriptors; grown != 7 {
		t.Errorf("%d descriptors more, want 7", grown)
	}
	// Some of the runtime's own are idle and are taken first.
	service.order(peer, strings.Repeat("t", 40))
	if grown := read(t, watcher, service.address).Usage.Threads - after.Usage.Threads; grown < 30 || grown > 45 {
		t.Errorf("%d threads more, want about 40", grown)
	}
	// With the race detector each byte has others that watch it.
	service.order(peer, strings.Repeat("m", 32))
	if grown := read(t, watcher, service.address).Usage.ResidentBytes - after.Usage.ResidentBytes; grown < 28<<20 || grown > 256<<20 {
		t.Errorf("%d bytes more, want 32 MiB, and a few times that with the race detector", grown)
	}
	await(t, watcher, service, "CPU time", func(s processwatch.Sample) bool {
		service.order(peer, "m")
		return s.Usage.CPU > after.Usage.CPU
	})
	// Every core has something else to do: what is ready to run waits for one.
	var done atomic.Bool
	defer done.Store(true)
	for range runtime.NumCPU() {
		go func() {
			for !done.Load() {
			}
		}()
	}
	await(t, watcher, service, "a wait for a core", func(s processwatch.Sample) bool {
		service.order(peer, "m")
		return s.Usage.Waited > after.Usage.Waited+5*time.Millisecond
	})
}

func TestTheServicesSocketsByState(t *testing.T) {
	service := startService(t, 1)[0]
	watcher := open(t)
	var peers []*net.TCPConn
	for range 5 {
		peer := service.dial()
		service.order(peer, "n")
		peers = append(peers, peer)
	}
	busy := service.dial()
	service.order(busy, "d")
	// The service is busy with that one, so these wait for accept().
	for range 3 {
		service.dial()
	}
	want := processwatch.Sockets{Established: 6, Queued: 3}
	await(t, watcher, service, "established", func(s processwatch.Sample) bool { return s.Sockets == want })

	for _, peer := range peers[:2] {
		must(t, peer.CloseWrite())
	}
	must(t, peers[2].SetLinger(0))
	must(t, peers[2].Close())
	want = processwatch.Sockets{Established: 3, CloseWait: 2, Queued: 3}
	await(t, watcher, service, "close-wait", func(s processwatch.Sample) bool { return s.Sockets == want })

	must(t, busy.CloseWrite())
	want = processwatch.Sockets{Established: 3, CloseWait: 3, Queued: 2}
	await(t, watcher, service, "the next one accepted", func(s processwatch.Sample) bool { return s.Sockets == want })
}

func TestAnIPv4PeerOfAListenerForBothFamilies(t *testing.T) {
	both := startOn(t, "[::]:0", 1)[0]
	both.address = netip.AddrPortFrom(netip.MustParseAddr("127.0.0.1"), both.address.Port())
	both.order(both.dial(), "n")
	sample := read(t, open(t), both.address)
	if len(sample.Owners) != 1 || sample.Sockets.Established != 1 {
		t.Fatalf("%+v; want the owner, and one established connection", sample)
	}
}

func TestWorkersThatShareAListenerAreAddedUp(t *testing.T) {
	workers := startService(t, 3)
	alone := startService(t, 1)[0]
	watcher := open(t)
	one := read(t, watcher, alone.address).Usage
	all := read(t, watcher, workers[0].address)
	var pids, want []int
	for _, owner := range all.Owners {
		pids = append(pids, owner.PID)
	}
	for _, worker := range workers {
		want = append(want, worker.pid)
	}
	slices.Sort(pids)
	slices.Sort(want)
	if !slices.Equal(pids, want) {
		t.Fatalf("owners %v, want %v", pids, want)
	}
	if all.Usage.DescriptorLimit != 3*one.DescriptorLimit {
		t.Fatalf("%+v, want three times the limit of %+v", *all.Usage, *one)
	}
	await(t, watcher, workers[0], "descriptors of three", func(s processwatch.Sample) bool {
		return ofAll(t, s, workers...)
	})

	workers[1].stop()
	if owners := read(t, watcher, workers[0].address).Owners; len(owners) != 2 {
		t.Fatalf("%v after one of three has ended", owners)
	}
	await(t, watcher, workers[0], "descriptors of two", func(s processwatch.Sample) bool {
		return s.Restarts == 0 && ofAll(t, s, workers[0], workers[2])
	})
}

func TestAnotherProcessOnTheSameAddressIsARestart(t *testing.T) {
	first := startService(t, 1)[0]
	watcher := open(t)
	if sample := read(t, watcher, first.address); sample.Restarts != 0 {
		t.Fatalf("%d restarts before any", sample.Restarts)
	}
	first.stop()
	if _, err := watcher.Read(first.address); !errors.Is(err, sockdiag.ErrNotLocal) {
		t.Fatalf("%v; want ErrNotLocal", err)
	}
	second := startOn(t, first.address.String(), 1)[0]
	for range 3 {
		watcher.Notice(first.address)
		sample := read(t, watcher, first.address)
		if sample.Restarts != 1 || len(sample.Owners) != 1 || sample.Owners[0].PID != second.pid {
			t.Fatalf("%+v; want one restart, and the process %d", sample, second.pid)
		}
	}
	other := startService(t, 1)[0]
	if sample := read(t, watcher, other.address); sample.Restarts != 0 {
		t.Fatalf("%d restarts of another service", sample.Restarts)
	}
}

func TestRestartsBetweenTwoReadsAreNoticed(t *testing.T) {
	first := startService(t, 1)[0]
	watcher := open(t)
	address := first.address
	watcher.Notice(address)
	if _, known := watcher.Ended(address); known {
		t.Fatal("it is known to have ended before it was read")
	}
	read(t, watcher, address)
	watcher.Notice(address)
	if ended, known := watcher.Ended(address); ended || !known {
		t.Fatalf("ended %t, known %t; want that it lives", ended, known)
	}
	last := first
	for range 3 {
		last.stop()
		last = startOn(t, address.String(), 1)[0]
		watcher.Notice(address)
		watcher.Notice(address)
	}
	if sample := read(t, watcher, address); sample.Restarts != 3 || sample.Owners[0].PID != last.pid {
		t.Fatalf("%+v; want three restarts", sample)
	}
	last.stop()
	if ended, known := watcher.Ended(address); !ended || !known {
		t.Fatalf("ended %t, known %t; want that it has ended", ended, known)
	}
	_, err := watcher.Read(address)
	want := fmt.Sprintf("no listener of %s on this host: process %d (processwatch.te) has ended", address, last.pid)
	if !errors.Is(err, sockdiag.ErrNotLocal) || err.Error() != want {
		t.Fatalf("%v, want %s", err, want)
	}
}

// It closes its listener and opens another one, as some do to take new settings.
func TestANewListenerOfTheSameProcessIsNoRestart(t *testing.T) {
	watcher := open(t)
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	must(t, err)
	address := listener.Addr().(*net.TCPAddr).AddrPort()
	read(t, watcher, address)
	for range 2 {
		must(t, listener.Close())
		listener, err = net.Listen("tcp", address.String())
		must(t, err)
		defer listener.Close()
		watcher.Notice(address)
	}
	if sample := read(t, watcher, address); sample.Restarts != 0 {
		t.Fatalf("%+v; want no restart", sample)
	}
}

func TestAServiceInTheSameProcess(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	must(t, err)
	defer listener.Close()
	sample := read(t, open(t), listener.Addr().(*net.TCPAddr).AddrPort())
	if !sample.Self || sample.Usage != nil || len(sample.Owners) != 1 || sample.Owners[0].PID != os.Getpid() {
		t.Fatalf("%+v; want this process, and none of its figures", sample)
	}
	if !strings.Contains(sample.Reason, "is part of the process that watches") {
		t.Fatalf("reason %q", sample.Reason)
	}
}

func TestAnotherUsersProcessIsNotSeenButItsSocketsAre(t *testing.T) {
	if os.Getuid() != 0 {
		t.Skip("only root can be two users")
	}
	service := startService(t, 1)[0]
	service.order(service.dial(), "n")
	command := child(t, "watch "+service.address.String())
	// Descriptor 0 is an open file of this binary: another user may not read the folder that it lies in.
	binary, err := os.Open(os.Args[0])
	must(t, err)
	defer binary.Close()
	command.Path = "/proc/self/fd/3"
	command.ExtraFiles = []*os.File{binary}
	const nobody = 65534
	command.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: nobody, Gid: nobody}}
	out, err := command.Output()
	must(t, err)
	var sample processwatch.Sample
	must(t, json.Unmarshal(out, &sample))
	if len(sample.Owners) != 0 || sample.Usage != nil || sample.Sockets.Established != 1 {
		t.Fatalf("%+v; want one established connection and nothing else", sample)
	}
	if !strings.Contains(sample.Reason, "cannot be seen: run as its user, or as root") {
		t.Fatalf("reason %q", sample.Reason)
	}
}

func TestNobodyListens(t *testing.T) {
	_, err := open(t).Read(netip.MustParseAddrPort("192.0.2.1:25"))
	if !errors.Is(err, sockdiag.ErrNotLocal) || err.Error() != "no listener of 192.0.2.1:25 on this host" {
		t.Fatalf("%v", err)
	}
}

// ofAll compares with the processes' own folders, in which the number that a waiting accept() has reserved does not appear.
func ofAll(t *testing.T, sample processwatch.Sample, of ...service) bool {
	t.Helper()
	var sum int64
	for _, s := range of {
		open, err := os.ReadDir(fmt.Sprintf("/proc/%d/fd", s.pid))
		must(t, err)
		sum += int64(len(open))
	}
	return sample.Usage.Descriptors >= sum && sample.Usage.Descriptors <= sum+int64(len(of))
}

func read(t *testing.T, watcher *processwatch.Watcher, address netip.AddrPort) processwatch.Sample {
	t.Helper()
	sample, err := watcher.Read(address)
	must(t, err)
	return sample
}

func await(t *testing.T, watcher *processwatch.Watcher, s service, what string, wanted func(processwatch.Sample) bool) {
	t.Helper()
	for end := time.Now().Add(deadline); ; time.Sleep(time.Millisecond) {
		sample := read(t, watcher, s.address)
		if wanted(sample) {
			return
		}
		if time.Now().After(end) {
			t.Fatalf("%s: the sample stays at %+v", what, sample)
		}
	}
}
