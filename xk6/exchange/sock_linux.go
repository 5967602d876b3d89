package exchange

import (
	"context"
	"errors"
	"io"
	"net/netip"
	"os"
	"syscall"
	"time"

	"golang.org/x/sys/unix"
)

const (
	canHalfOpen = true
	canPeek     = true
)

// sock is a non-blocking socket. Each system call is tried at once. Only a call that would block hands the descriptor to Go's poller and
// parks the goroutine. So an exchange that waits needs no thread, and an exchange that never waits needs no poller.
type sock struct {
	ctx  context.Context
	fd   int
	file *os.File // once the poller has it; then it owns fd
	raw  syscall.RawConn
	stop func() bool // of the hook on ctx

	info        TCPEvidence // as read when the handshake was seen
	handshakeAt time.Time   // when the kernel had it, which may be long before it was seen; zero where that is not known
	peer        string      // "", "fin" or "rst": the peer's end, once noticed
	lastOpen    time.Time   // latest moment at which the peer was known not to have ended
	lingers     time.Duration
	blind       error // TCP_INFO cannot be read
	local       netip.AddrPort
}

// connect makes the handshake. The caller closes s in any case, also after an error.
func (s *sock) connect(ctx context.Context, e *Exchange, options RunOptions, deadline time.Time) error {
	s.ctx, s.fd = ctx, -1
	to, family, err := sockaddr(options.Target)
	if err != nil {
		return err
	}
	s.fd, err = unix.Socket(family, unix.SOCK_STREAM|unix.SOCK_NONBLOCK|unix.SOCK_CLOEXEC, 0)
	if err != nil {
		s.fd = -1
		return err
	}
	if err := s.prepare(e, options.Source, family); err != nil {
		return err
	}
	began := time.Now()
	err = unix.Connect(s.fd, to)
	if err != nil && err != unix.EINPROGRESS && err != unix.EINTR {
		return err
	}
	s.local = address(syscall.Getsockname(s.fd))
	if !s.handshakeOver() {
		if err := s.park(deadline, syscall.RawConn.Write, s.handshakeOver); err != nil {
			return err
		}
	}
	if s.blind != nil {
		return s.blind
	}
	s.lastOpen = time.Now()
	s.handshakeAt = handshakeTime(began, s.info)
	if s.local.Port() == options.Target.Port() && s.local == address(syscall.Getpeername(s.fd)) {
		// Nobody listens on a port of the ephemeral range, the kernel picked it as ours, and two SYNs of one socket crossed.
		return describe(unix.ECONNREFUSED, "connection refused: nobody listens, the socket has met itself")
	}
	if s.info.State == stateClose && s.info.BytesAcked == 0 { // the SYN was never acknowledged
		return s.failure()
	}
	return nil
}

// prepare sets what must be set before the first packet leaves.
func (s *sock) prepare(e *Exchange, source netip.Addr, family int) error {
	if seconds := e.lingerSeconds(); seconds != noLinger {
		linger := &unix.Linger{Onoff: 1, Linger: int32(seconds)} // #nosec G115 -- parseFIN accepts 3600 at the most
		if err := unix.SetsockoptLinger(s.fd, unix.SOL_SOCKET, unix.SO_LINGER, linger); err != nil {
			return err
		}
	}
	if e.halfOpen {
		if err := unix.SetsockoptInt(s.fd, unix.IPPROTO_TCP, unix.TCP_QUICKACK, 0); err != nil {
			return err
		}
	}
	if e.noDelay {
		if err := unix.SetsockoptInt(s.fd, unix.IPPROTO_TCP, unix.TCP_NODELAY, 1); err != nil {
			return err
		}
	}
	if !source.IsValid() {
		return nil
	}
	from, sourceFamily, err := sockaddr(netip.AddrPortFrom(source, 0))
	if err != nil {
		return err
	}
	if sourceFamily != family {
		return describe(unix.EAFNOSUPPORT, "source %s is of another address family than the target", source)
	}
	// The port is picked at connect, where only the four addresses together must be unique.
	if err := unix.SetsockoptInt(s.fd, unix.IPPROTO_IP, unix.IP_BIND_ADDRESS_NO_PORT, 1); err != nil {
		return err
	}
	if err := unix.Bind(s.fd, from); err != nil {
		return describe(err, "source %s: %s", source, err)
	}
	return nil
}

// handshakeOver reads TCP_INFO; true once the handshake is over, well or badly, and when that cannot be known.
func (s *sock) handshakeOver() bool {
	s.info = s.evidence()
	return s.blind != nil || s.info.State != stateSYNSent && s.info.State != stateSYNRecv
}

// failure is the socket's pending error.
func (s *sock) failure() error {
	code, err := unix.GetsockoptInt(s.fd, unix.SOL_SOCKET, unix.SO_ERROR)
	switch {
	case err != nil:
		return err
	case code != 0:
		return syscall.Errno(code) // #nosec G115 -- a number that the kernel gave as an errno
	}
	return unix.ECONNREFUSED // the error has been taken already
}

func (s *sock) read(p []byte, until time.Time) (int, error) {
	n, err := s.receive(p, until)
	s.noteEnd(n, err)
	return n, err
}

// receive is read that does not note the peer's end.
func (s *sock) receive(p []byte, until time.Time) (n int, err error) {
	err = s.try(until, syscall.RawConn.Read, func() error {
		n, err = unix.Read(s.fd, p)
		return err
	})
	return max(n, 0), err
}

// peek looks at received bytes without taking them, once there are more than have.
func (s *sock) peek(p []byte, have int, until time.Time) (n int, err error) {
	err = s.try(until, syscall.RawConn.Read, func() error {
		end := ""
		if have > 0 { // before the bytes: those that come just ahead of an end must not be missed
			end = endOf(s.evidence().State)
		}
		if have == 0 || s.unread() > have { // the kernel copies all of them anew
			n, _, err = unix.Recvfrom(s.fd, p, unix.MSG_PEEK)
			if err != nil || n == 0 || n > have {
				return err
			}
		}
		switch end { // behind the bytes that are known already
		case "fin":
			n = 0
			return nil
		case "rst":
			return unix.ECONNRESET
		}
		return unix.EAGAIN
	})
	s.noteEnd(n, err)
	if n == 0 && err == nil {
		err = io.EOF
	}
	return max(n, 0), err
}

func (s *sock) write(p []byte, until time.Time) (n int, err error) {
	err = s.try(until, syscall.RawConn.Write, func() error {
		n, err = unix.Write(s.fd, p)
		return err
	})
	if err != nil {
		s.noteEnd(0, err)
	}
	return max(n, 0), err
}

// awaitEnd parks until the moment given (none: for good) or the peer's end, neither of which is an error.
func (s *sock) awaitEnd(until time.Time) error {
	ended := func() bool {
		s.peer = endOf(s.evidence().State)
		return s.peer != "" || s.blind != nil
	}
	if s.peer != "" || ended() {
		return nil
	}
	err := s.park(until, syscall.RawConn.Read, ended)
	if errors.Is(err, errTimeout) {
		return nil
	}
	return err
}

func (s *sock) noteEnd(n int, err error) {
	switch {
	case s.peer != "":
	case isReset(err):
		s.peer = "rst"
	case n == 0 && err == nil:
		s.peer = "fin"
	}
}

type direction func(raw syscall.RawConn, ready func(fd uintptr) bool) error

// try repeats a call that would block until it does not, or until the moment given; one in the past costs no poller.
func (s *sock) try(until time.Time, way direction, call func() error) error {
	var err error
	done := func() bool {
		for err = call(); err == unix.EINTR; err = call() {
		}
		return err != unix.EAGAIN
	}
	if done() {
		return err
	}
	s.lastOpen = time.Now()
	switch {
	case s.ctx.Err() != nil:
		return errCancelled
	case !until.After(s.lastOpen):
		return errTimeout
	}
	if parked := s.park(until, way, done); parked != nil {
		return parked
	}
	return err
}

// park waits on the poller until ready says so. The poller is edge-triggered: it asks again only when something has changed.
func (s *sock) park(until time.Time, way direction, ready func() bool) error {
	if err := s.usePoller(); err != nil {
		return err
	}
	if err := s.file.SetDeadline(until); err != nil {
		return describe(unix.EBADF, "the poller does not take the socket: %s", err)
	}
	if s.ctx.Err() != nil { // after the deadline was set: the hook may have run before
		return errCancelled
	}
	err := way(s.raw, func(uintptr) bool { return ready() })
	s.lastOpen = time.Now()
	switch {
	case err == nil:
		return nil
	case s.ctx.Err() != nil:
		return errCancelled
	case errors.Is(err, os.ErrDeadlineExceeded):
		return errTimeout
	}
	return describe(unix.EBADF, "the poller does not take the socket: %s", err)
}

func (s *sock) usePoller() (err error) {
	if s.file != nil {
		return nil
	}
	file := os.NewFile(uintptr(s.fd), "") // #nosec G115 -- a descriptor
	s.file = file
	if s.raw, err = file.SyscallConn(); err != nil {
		return err
	}
	if s.ctx.Done() != nil {
		s.stop = context.AfterFunc(s.ctx, func() { _ = file.SetDeadline(time.Unix(1, 0)) })
	}
	return nil
}

// unread is the number of bytes received and not read; a FIN is none.
func (s *sock) unread() int {
	n, err := unix.IoctlGetInt(s.fd, unix.SIOCINQ)
	if err != nil {
		return 0
	}
	return n
}

func (s *sock) shutdownWrite() { _ = unix.Shutdown(s.fd, unix.SHUT_WR) }

func (s *sock) close() {
	if s.fd < 0 {
		return
	}
	if s.lingers > 0 {
		s.awaitFINAcknowledged()
	}
	if s.file == nil {
		_ = unix.Close(s.fd)
	} else {
		if s.stop != nil {
			s.stop()
		}
		_ = s.file.Close()
	}
	s.fd = -1
}
