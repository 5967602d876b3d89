package sockdiag_test

import (
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"github.com/probe-storm/probe-storm/xk6/sockdiag"
)

func TestASYNToAFullQueueIsCounted(t *testing.T) {
	address := listen(t, "127.0.0.1:0", 1)
	for range 2 {
		connect(t, address)
	}
	readUntil(t, address, 2)
	overflowsBefore, dropsBefore, err := sockdiag.Overflows()
	must(t, err)

	late := socket(t, address)
	must(t, unix.SetNonblock(late, true))
	if err := unix.Connect(late, sockaddr(address)); err != unix.EINPROGRESS {
		t.Fatalf("connect: %v, want a SYN without an answer", err)
	}
	for deadline := time.Now().Add(30 * time.Second); ; time.Sleep(time.Millisecond) {
		overflows, drops, err := sockdiag.Overflows()
		must(t, err)
		if overflows > overflowsBefore && drops > dropsBefore {
			return
		}
		if time.Now().After(deadline) {
			t.Fatalf("overflows %d → %d, drops %d → %d", overflowsBefore, overflows, dropsBefore, drops)
		}
	}
}
