package exchange

import (
	"syscall"
	"time"

	"golang.org/x/sys/unix"
)

// awaitFINAcknowledged does what close(2) does under SO_LINGER{1,n}, without blocking a thread: a FIN leaves, nothing more is received, and the
// caller waits until the peer's kernel has acknowledged the FIN, or n seconds. Then SO_LINGER is switched off, so that
// the close returns at once; the wire is done with by then.
//
// Bytes unread make close send an RST and wait for nothing, so there the close is left to itself.
func (s *sock) awaitFINAcknowledged() {
	if s.unread() == 0 && s.ctx.Err() == nil && unix.Shutdown(s.fd, unix.SHUT_RDWR) == nil {
		_ = s.park(time.Now().Add(s.lingers), syscall.RawConn.Write, func() bool {
			switch s.evidence().State {
			case stateFINWait1, stateClosing, stateLastACK:
				return false
			}
			return true
		})
	}
	s.lingerOff()
}

// lingerOff makes the close a plain one.
func (s *sock) lingerOff() {
	_ = unix.SetsockoptLinger(s.fd, unix.SOL_SOCKET, unix.SO_LINGER, &unix.Linger{})
}
