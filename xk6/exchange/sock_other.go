//go:build !linux

package exchange

import (
	"context"
	"errors"
	"io"
	"net"
	"net/netip"
	"os"
	"syscall"
	"time"
)

// Off Linux the same steps run over package net. There is no TCP_INFO, no withheld ACK and no peeking: a hold lasts its time
// whether or not the peer ends, and what lies unread at the close is not known.
const (
	canHalfOpen = false
	canPeek     = false
	hasEvidence = false
)

func endOf(uint8) string { return "" }

type sock struct {
	ctx  context.Context
	conn *net.TCPConn
	stop func() bool

	info        TCPEvidence
	handshakeAt time.Time // never known
	peer        string
	lastOpen    time.Time
	lingers     time.Duration
	blind       error // never: there is nothing to see
	local       netip.AddrPort
}

func (s *sock) connect(ctx context.Context, e *Exchange, options RunOptions, deadline time.Time) error {
	s.ctx = ctx
	dialer := net.Dialer{Deadline: deadline, KeepAlive: -1}
	if options.Source.IsValid() {
		dialer.LocalAddr = net.TCPAddrFromAddrPort(netip.AddrPortFrom(options.Source, 0))
	}
	conn, err := dialer.DialContext(ctx, "tcp", options.Target.String())
	switch {
	case err == nil:
	case ctx.Err() != nil:
		return errCancelled
	case timedOut(err):
		return errTimeout
	default:
		return err
	}
	s.conn = conn.(*net.TCPConn)
	s.lastOpen = time.Now()
	s.local = s.conn.LocalAddr().(*net.TCPAddr).AddrPort()
	s.stop = context.AfterFunc(ctx, func() { _ = conn.SetDeadline(time.Unix(1, 0)) })
	if seconds := e.lingerSeconds(); seconds != noLinger {
		return s.conn.SetLinger(seconds)
	}
	return nil
}

func timedOut(err error) bool {
	var problem net.Error
	return errors.Is(err, os.ErrDeadlineExceeded) || errors.As(err, &problem) && problem.Timeout()
}

func (s *sock) evidence() TCPEvidence { return TCPEvidence{} }

func (s *sock) read(p []byte, until time.Time) (int, error) {
	n, err := s.receive(p, until)
	switch {
	case s.peer != "":
	case isEOF(err):
		s.peer = "fin"
	case isReset(err):
		s.peer = "rst"
	}
	return n, err
}

func (s *sock) receive(p []byte, until time.Time) (int, error) {
	if !until.After(time.Now()) {
		until = time.Now().Add(time.Millisecond) // package net reads nothing once the deadline is past
	}
	return s.try(until, func() (int, error) { return s.conn.Read(p) })
}

func (s *sock) peek([]byte, int, time.Time) (int, error) { return 0, ErrUnsupported }

func (s *sock) write(p []byte, until time.Time) (int, error) {
	if !until.After(time.Now()) {
		until = time.Now().Add(time.Millisecond)
	}
	return s.try(until, func() (int, error) { return s.conn.Write(p) })
}

func (s *sock) try(until time.Time, call func() (int, error)) (int, error) {
	if err := s.conn.SetDeadline(until); err != nil {
		return 0, err
	}
	if s.ctx.Err() != nil { // after the deadline was set: the hook may have run before
		return 0, errCancelled
	}
	n, err := call()
	switch {
	case err == nil || errors.Is(err, io.EOF):
		s.lastOpen = time.Now()
	case s.ctx.Err() != nil:
		err = errCancelled
	case timedOut(err):
		err = errTimeout
	}
	return n, err
}

func (s *sock) awaitEnd(until time.Time) error {
	var err error
	if until.IsZero() {
		<-s.ctx.Done()
		err = errCancelled
	} else {
		err = doze(s.ctx, time.Until(until))
	}
	s.lastOpen = time.Now()
	return err
}

func (s *sock) unread() int { return 0 }

func (s *sock) shutdownWrite() { _ = s.conn.CloseWrite() }

func (s *sock) close() {
	if s.conn == nil {
		return
	}
	if s.stop != nil {
		s.stop()
	}
	if s.lingers > 0 && s.ctx.Err() != nil {
		s.lingerOff() // cancelled: the FIN leaves all the same
	}
	_ = s.conn.Close()
	s.conn = nil
}

// lingerOff makes the close a plain one.
func (s *sock) lingerOff() { _ = s.conn.SetLinger(-1) }

var errnoNames = map[syscall.Errno]string{
	syscall.EACCES:        "EACCES",
	syscall.EADDRINUSE:    "EADDRINUSE",
	syscall.EADDRNOTAVAIL: "EADDRNOTAVAIL",
	syscall.ECONNABORTED:  "ECONNABORTED",
	syscall.ECONNREFUSED:  "ECONNREFUSED",
	syscall.ECONNRESET:    "ECONNRESET",
	syscall.EHOSTDOWN:     "EHOSTDOWN",
	syscall.EHOSTUNREACH:  "EHOSTUNREACH",
	syscall.EMFILE:        "EMFILE",
	syscall.ENETUNREACH:   "ENETUNREACH",
	syscall.EPIPE:         "EPIPE",
	syscall.ETIMEDOUT:     "ETIMEDOUT",
	// Winsock's own numbers, which syscall's names do not cover on Windows; elsewhere no errno is that high.
	10048: "EADDRINUSE",
	10049: "EADDRNOTAVAIL",
	10051: "ENETUNREACH",
	10053: "ECONNABORTED",
	10054: "ECONNRESET",
	10060: "ETIMEDOUT",
	10061: "ECONNREFUSED",
	10065: "EHOSTUNREACH",
}

func errnoName(errno syscall.Errno) string {
	if name := errnoNames[errno]; name != "" {
		return name
	}
	return errno.Error()
}

// sleepUntil is as fine as Go's timers are here.
func sleepUntil(ctx context.Context, until time.Time) error { return doze(ctx, time.Until(until)) }
