package acceptqueue

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
	replyPortAt    = 4
	replyAddressAt = 8
	replyLengthAt  = 56 // idiag_rqueue: for a listener, connections waiting for accept()
	replyLimitAt   = 60 // idiag_wqueue: for a listener, the backlog in force

	stateListen     = 10 // TCP_LISTEN in net/tcp_states.h
	attributeV6Only = 11 // INET_DIAG_SKV6ONLY
)

// listener is one listening socket as the kernel reports it.
type listener struct {
	address       netip.AddrPort
	v6Only        bool
	length, limit uint32
}

func request(family uint8, port uint16) []byte {
	b := make([]byte, requestSize)
	b[requestFamilyAt] = family
	b[requestProtocolAt] = unix.IPPROTO_TCP
	binary.NativeEndian.PutUint32(b[requestStatesAt:], 1<<stateListen)
	binary.BigEndian.PutUint16(b[requestPortAt:], port)
	return b
}

func parse(reply []byte) (listener, error) {
	if len(reply) < replySize {
		return listener{}, fmt.Errorf("the kernel's answer has %d bytes instead of %d", len(reply), replySize)
	}
	found := listener{
		length: binary.NativeEndian.Uint32(reply[replyLengthAt:]),
		limit:  binary.NativeEndian.Uint32(reply[replyLimitAt:]),
	}
	address := netip.AddrFrom16([16]byte(reply[replyAddressAt:]))
	if reply[replyFamilyAt] == unix.AF_INET {
		address = netip.AddrFrom4([4]byte(reply[replyAddressAt:]))
	}
	found.address = netip.AddrPortFrom(address, binary.BigEndian.Uint16(reply[replyPortAt:]))

	attributes, err := netlink.NewAttributeDecoder(reply[replySize:])
	if err != nil {
		return listener{}, err
	}
	for attributes.Next() {
		if attributes.Type() == attributeV6Only {
			found.v6Only = attributes.Uint8() != 0
		}
	}
	return found, attributes.Err()
}
