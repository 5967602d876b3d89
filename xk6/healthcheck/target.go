package healthcheck

import (
	"errors"
	"fmt"
	"net"
	"net/netip"

	"go.k6.io/k6/v2/lib"
	"go.k6.io/k6/v2/lib/netext"
)

var errInitContext = errors.New("only available in VU code, setup and teardown, not in the init context")

// resolved is what a look-up came to.
type resolved struct {
	address netip.AddrPort
	err     error
}

// ask asks k6's resolver, which knows the script's hosts, dns and blacklist options. It takes no context, so a name is looked up
// in a goroutine: the caller may stop waiting for the answer.
func ask(state *lib.State, target string) <-chan resolved {
	answer := make(chan resolved, 1)
	if state == nil || state.GetAddrResolver() == nil {
		answer <- resolved{err: errInitContext}
		return answer
	}
	written, notWritten := netip.ParseAddrPort(target)
	lookUp := func() {
		ip, port, err := state.GetAddrResolver().ResolveAddr(target)
		if err != nil {
			answer <- resolved{err: err}
			return
		}
		address, ok := netip.AddrFromSlice(ip)
		if !ok || port < 1 || port > 65535 {
			answer <- resolved{err: errors.New("host:port is wanted, with a port from 1 to 65535")}
			return
		}
		address = address.Unmap().WithZone(written.Addr().Zone()) // which k6 loses, and without which fe80:: is nowhere
		answer <- resolved{address: netip.AddrPortFrom(address, uint16(port))}
	}
	if notWritten == nil {
		lookUp()
	} else {
		go lookUp()
	}
	return answer
}

// localAddress is the VU's address from k6's --local-ips; the zero value when the option is not set. It fails where the option is set and
// the address cannot be read: the packets would leave from another address than the user asked for.
func localAddress(state *lib.State) (netip.Addr, error) {
	dialer, ok := state.Dialer.(*netext.Dialer)
	if !ok {
		if state.Options.LocalIPs.Valid {
			return netip.Addr{}, fmt.Errorf("k6's --local-ips cannot be read from its dialer of type %T: name source in the spec", state.Dialer)
		}
		return netip.Addr{}, nil
	}
	local, ok := dialer.LocalAddr.(*net.TCPAddr)
	if !ok {
		return netip.Addr{}, nil
	}
	address, _ := netip.AddrFromSlice(local.IP)
	return address.Unmap(), nil
}

func (m *instance) resolve(target string) (string, error) {
	ctx := m.vu.Context()
	var answer resolved
	select {
	case answer = <-ask(m.vu.State(), target):
	case <-ctx.Done():
		answer.err = ctx.Err()
	}
	if answer.err != nil && ctx.Err() != nil {
		// The name is not to blame: k6 ends setup here.
		m.vu.Runtime().Interrupt(ctx.Err())
	}
	if answer.err != nil {
		return "", fmt.Errorf("%s cannot be resolved: %s", target, oneLine(answer.err.Error()))
	}
	return answer.address.String(), nil
}
