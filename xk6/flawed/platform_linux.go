package flawed

import (
	"context"
	"os"
	"time"

	"golang.org/x/sys/unix"
)

// pause waits for d or until ctx ends. Go's own timers end at whole milliseconds of epoll_wait and may be one late; a
// timerfd is exact, and unlike nanosleep it holds neither a thread nor a processor of the Go scheduler meanwhile.
func pause(ctx context.Context, d time.Duration) {
	fd, err := unix.TimerfdCreate(unix.CLOCK_MONOTONIC, unix.TFD_NONBLOCK|unix.TFD_CLOEXEC)
	if err != nil {
		roughPause(ctx, d)
		return
	}
	timer := os.NewFile(uintptr(fd), "timerfd") // #nosec G115 -- a descriptor
	defer timer.Close()
	spec := unix.ItimerSpec{Value: unix.NsecToTimespec(d.Nanoseconds())}
	if err := unix.TimerfdSettime(fd, 0, &spec, nil); err != nil {
		roughPause(ctx, d)
		return
	}
	release := context.AfterFunc(ctx, func() { _ = timer.SetReadDeadline(time.Unix(1, 0)) })
	defer release()
	_, _ = timer.Read(make([]byte, 8))
}

// backlogInForce asks the kernel: for a listening socket TCP_INFO carries the queue's limit in tcpi_sacked.
func backlogInForce(fd, asked int) int {
	info, err := unix.GetsockoptTCPInfo(fd, unix.IPPROTO_TCP, unix.TCP_INFO)
	if err != nil {
		return asked
	}
	return int(info.Sacked)
}
