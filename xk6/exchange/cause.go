package exchange

import (
	"errors"
	"syscall"
	"time"
)

// symptoms are what is known of a failure; the cause follows from them alone.
type symptoms struct {
	stage    string // "connect" or "step"
	errno    string
	timedOut bool
	late     bool // a step of our own had no time left
	sent     bool // bytes were handed to the kernel
	received bool // bytes came, be they those of a TLS handshake
	heard    bool // the service had greeted, answered or made a TLS handshake
	began    bool // and bytes of its own came since, or since we last spoke
	tcp      TCPEvidence
	early    *TCPEvidence  // as it was earlyLook after the handshake; nil when nobody waited as long in silence
	open     time.Duration // since the handshake
}

// noTrust stands in place of an errno: this side refused the peer's certificate. No kernel has an errno of this name.
const noTrust = "CERTIFICATE"

func (c *conversation) symptoms(failure error) symptoms {
	s := symptoms{
		stage:    c.result.Stage,
		timedOut: errors.Is(failure, errTimeout),
		late:     errors.Is(failure, errLate),
		sent:     c.wireSent > 0,
		received: c.wireReceived > 0 || c.result.TCP.DataSegsIn > 0,
		heard:    c.heard,
		began:    c.turn > 0,
		tcp:      c.result.TCP,
		early:    c.early,
		open:     time.Since(c.connected),
	}
	var errno syscall.Errno
	if errors.As(failure, &errno) {
		s.errno = errnoName(errno)
	}
	if distrusts(failure) {
		s.errno = noTrust
	}
	return s
}

func (s symptoms) cause() Cause {
	switch s.errno {
	case "ECONNREFUSED":
		return Refused
	case "ECONNRESET", "EPIPE", "ECONNABORTED":
		return Reset
	case "ETIMEDOUT", "EHOSTUNREACH", "EHOSTDOWN":
		return s.silence() // nobody answers
	case noTrust:
		return Rejected
	case "":
	default:
		return Harness
	}
	switch {
	case s.stage == "resolve":
		return Harness
	case s.late:
		return Slow
	case s.timedOut:
		return s.silence()
	case s.stage == "connect":
		return Harness
	}
	return Rejected // an answer that does not match, a certificate, a clean end instead of an answer
}

// silence tells who did not answer.
//
// A TLS handshake is no answer: many services make it where they accept, ahead of the thread that is to answer. Nor is a greeting, or
// the answer to an earlier request.
//
// bytes_acked counts the SYN, so 1 means that none of our data was taken in. A peer whose kernel dropped our final ACK
// takes no data either, and retransmits its SYN/ACK, see repeatedSYNACKs. With SYN cookies it does not retransmit, and only a send tells.
func (s symptoms) silence() Cause {
	switch {
	case s.stage == "connect":
		return SYNDropped
	case s.heard && !s.began:
		return Unanswered
	case s.received:
		return Slow
	case s.sent && s.tcp.BytesAcked <= 1 && s.tcp.Unacked >= 1:
		return FinalACKDropped
	case !s.sent && s.repeatedSYNACKs():
		return FinalACKDropped
	}
	return QueuedNotServed
}

// earlyLook is when a SYN/ACK that is retransmitted has come for the second time: RFC 6298 has it leave after a second.
const earlyLook = 1500 * time.Millisecond

// repeatedSYNACKs tells whether the segments that came without data were SYN/ACKs: the second after a second, the next ones after two more,
// four more and so on. A listener's keep-alive probes look the same and come at other times, but for those that begin after a second.
func (s symptoms) repeatedSYNACKs() bool {
	if s.tcp.DataSegsIn > 0 || s.tcp.SegsIn < 2 || s.early != nil && s.early.SegsIn < 2 {
		return false
	}
	const late = 250 * time.Millisecond
	most := uint32(1)
	for next, wait := time.Second, 2*time.Second; next <= s.open+late; next, wait = next+wait, 2*wait {
		most++
	}
	return s.tcp.SegsIn <= most
}
