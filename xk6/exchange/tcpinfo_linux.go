package exchange

import (
	"time"

	"golang.org/x/sys/unix"
)

const hasEvidence = true

// States of tcpi_state; include/net/tcp_states.h.
const (
	stateSYNSent   = 2
	stateSYNRecv   = 3
	stateFINWait1  = 4
	stateClose     = 7
	stateCloseWait = 8
	stateLastACK   = 9
	stateClosing   = 11
)

// endOf tells the peer's end from the state of a connection that this side has not ended.
func endOf(state uint8) string {
	switch state {
	case stateCloseWait:
		return "fin"
	case stateClose:
		return "rst"
	}
	return ""
}

// evidence reads TCP_INFO; zero when there is no socket. Zero is also what a failed call leaves, which must pass for no evidence at
// all: the socket is blind from then on.
func (s *sock) evidence() TCPEvidence {
	if s.fd < 0 {
		return TCPEvidence{}
	}
	info, err := unix.GetsockoptTCPInfo(s.fd, unix.IPPROTO_TCP, unix.TCP_INFO)
	if err != nil {
		s.blind = describe(err, "TCP_INFO cannot be read: %s", err)
		return TCPEvidence{}
	}
	return TCPEvidence{
		State:         info.State,
		SegsOut:       info.Segs_out,
		SegsIn:        info.Segs_in,
		DataSegsIn:    info.Data_segs_in,
		BytesAcked:    info.Bytes_acked,
		BytesReceived: info.Bytes_received,
		Unacked:       info.Unacked,
		TotalRetrans:  info.Total_retrans,
		RTTUs:         info.Rtt,
	}
}

// handshakeTime is when the SYN-ACK came, by the kernel's own round-trip time of the SYN. A busy machine can take the processor
// from whoever connects just when the handshake is over: the service is served first, and this side sees the connection only
// milliseconds later, when it is too late to reset it at once. Zero where a SYN was repeated: then the round trip began later.
func handshakeTime(connecting time.Time, info TCPEvidence) time.Time {
	if info.RTTUs == 0 || info.TotalRetrans > 0 {
		return time.Time{}
	}
	return connecting.Add(time.Duration(info.RTTUs) * time.Microsecond)
}
