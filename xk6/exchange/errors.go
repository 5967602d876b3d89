package exchange

import (
	"errors"
	"io"
	"syscall"
)

var (
	errTimeout   = errors.New("timed out")
	errCancelled = errors.New("cancelled")
	// errLate: the exchange's time was over before a wait of this side was.
	errLate = errors.New("no time left")
)

func isReset(err error) bool {
	var errno syscall.Errno
	if !errors.As(err, &errno) {
		return false
	}
	switch errnoName(errno) {
	case "ECONNRESET", "EPIPE", "ECONNABORTED":
		return true
	}
	return false
}

func isEOF(err error) bool {
	return errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF)
}
