package healthcheck

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/netip"

	"go.k6.io/k6/v2/lib"
	"go.k6.io/k6/v2/lib/netext"
)

var errInitContext = errors.New("only available in VU code, setup and teardown, not in the init context")

// lookUp asks k6's resolver, which knows the script's hosts, dns and blacklist options. It takes no context, so a name is
// looked up beside: an iteration that k6 ends does not wait for a slow DNS server.
func lookUp(ctx context.Context, state *lib.State, target string) (netip.AddrPort, error) {
	if state == nil || state.GetAddrResolver() == nil {
		return netip.AddrPort{}, errInitContext
	}
	type answer struct {
		address netip.AddrPort
		err     error
	}
	done := make(chan answer, 1)
	written, notWritten := netip.ParseAddrPort(target)
	ask := func() {
		ip, port, err := state.GetAddrResolver().ResolveAddr(target)
		if err != nil {
			done <- answer{err: err}
			return
		}
		address, ok := netip.AddrFromSlice(ip)
		if !ok || port < 1 || port > 65535 {
			done <- answer{err: errors.New("host:port is wanted, with a port from 1 to 65535")}
			return
		}
		address = address.Unmap().WithZone(written.Addr().Zone()) // which k6 loses, and without which fe80:: is nowhere
		done <- answer{address: netip.AddrPortFrom(address, uint16(port))}
	}
	if notWritten == nil {
		ask()
	} else {
		go ask()
	}
	select {
	case found := <-done:
		return found.address, found.err
	case <-ctx.Done():
		return netip.AddrPort{}, ctx.Err()
	}
}

// localAddress is the VU's own out of k6's --local-ips; the zero value when there is none.
func localAddress(state *lib.State) netip.Addr {
	dialer, ok := state.Dialer.(*netext.Dialer)
	if !ok {
		return netip.Addr{}
	}
	local, ok := dialer.LocalAddr.(*net.TCPAddr)
	if !ok {
		return netip.Addr{}
	}
	address, _ := netip.AddrFromSlice(local.IP)
	return address.Unmap()
}

func (m *instance) resolve(target string) (string, error) {
	ctx := m.vu.Context()
	address, err := lookUp(ctx, m.vu.State(), target)
	if err != nil && ctx.Err() != nil {
		// The name is not to blame: k6 ends setup here.
		m.vu.Runtime().Interrupt(ctx.Err())
	}
	if err != nil {
		return "", fmt.Errorf("%s cannot be resolved: %s", target, oneLine(err.Error()))
	}
	return address.String(), nil
}
