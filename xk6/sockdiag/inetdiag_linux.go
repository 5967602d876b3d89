package sockdiag

import (
	"encoding/binary"
	"fmt"
	"net/netip"

	"github.com/mdlayher/netlink"
	"golang.org/x/sys/unix"
)

// Layouts and numbers from linux/inet_diag.h; ports and addresses are in network order, all else in the host's.
const (
	requestSize       = 56 // struct inet_diag_req_v2
	requestFamilyAt   = 0
	requestProtocolAt = 1
	requestStatesAt   = 4
	requestPortAt     = 8

	replySize      = 72 // struct inet_diag_msg, before its attributes
	replyFamilyAt  = 0
	replyStateAt   = 1
	replyPortAt    = 4
	replyAddressAt = 8
	replyLengthAt  = 56 // idiag_rqueue: for a listener, connections waiting for accept()
	replyLimitAt   = 60 // idiag_wqueue: for a listener, the backlog in force
	replyInodeAt   = 68

	attributeV6Only = 11 // INET_DIAG_SKV6ONLY
)

// Sets of states, one bit each. A pending handshake is in SYN_RECV, whatever the kernel calls it inside.
const (
	listening = 1 << Listen
	connected = 1<<Established | 1<<SynReceived | 1<<FinWait1 | 1<<FinWait2 | 1<<TimeWait | 1<<CloseWait | 1<<LastAck | 1<<Closing
)

func request(family uint8, port uint16, states uint32) []byte {
	b := make([]byte, requestSize)
	b[requestFamilyAt] = family
	b[requestProtocolAt] = unix.IPPROTO_TCP
	binary.NativeEndian.PutUint32(b[requestStatesAt:], states)
	binary.BigEndian.PutUint16(b[requestPortAt:], port)
	return b
}

func parse(reply []byte) (Socket, error) {
	if len(reply) < replySize {
		return Socket{}, fmt.Errorf("the kernel's answer has %d bytes instead of %d", len(reply), replySize)
	}
	found := Socket{
		State:  State(reply[replyStateAt]),
		Inode:  binary.NativeEndian.Uint32(reply[replyInodeAt:]),
		Length: binary.NativeEndian.Uint32(reply[replyLengthAt:]),
		Limit:  binary.NativeEndian.Uint32(reply[replyLimitAt:]),
	}
	address := netip.AddrFrom16([16]byte(reply[replyAddressAt:]))
	if reply[replyFamilyAt] == unix.AF_INET {
		address = netip.AddrFrom4([4]byte(reply[replyAddressAt:]))
	}
	found.Local = netip.AddrPortFrom(address, binary.BigEndian.Uint16(reply[replyPortAt:]))

	attributes, err := netlink.NewAttributeDecoder(reply[replySize:])
	if err != nil {
		return Socket{}, err
	}
	for attributes.Next() {
		if attributes.Type() == attributeV6Only {
			found.V6Only = attributes.Uint8() != 0
		}
	}
	return found, attributes.Err()
}
