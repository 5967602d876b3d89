package healthcheck

import (
	"errors"
	"net"
	"os"
)

// bindError tells why an address cannot be sent from; null when it can. UDP, so that nothing listens meanwhile.
func bindError(address string) any {
	bound, err := net.ListenPacket("udp", net.JoinHostPort(address, "0"))
	if err == nil {
		_ = bound.Close()
		return nil
	}
	var call *os.SyscallError
	if errors.As(err, &call) {
		err = call.Err
	}
	return oneLine(err.Error())
}
