package flawed

import (
	"fmt"
	"net"
	"net/netip"
	"sync"
)

// host-block counts who leaves without a login, by source address, and shuts the address out: MySQL and MariaDB with
// max_connect_errors. On the wire: the greeting comes 3 ms after accept(); a peer that says a word is welcomed, and
// its address's count starts again at 0. After 20 peers in a row that took the greeting and left, by FIN or by RST,
// the address gets "Host … is blocked" and a FIN, for good; other addresses are greeted. An RST that beats the
// greeting makes the greeting fail and does not count; nor does it in MariaDB, whose getpeername() then fails and
// leaves it no address to blame. So a check that closes later, the cure for other services, kills this one. The
// balancer's address is that of all its clients, and as long as they log in between the checks nothing shows.
func init() {
	const most = 20
	register(Flaw{
		Name:    "host-block",
		Summary: "blocks an address for good after 20 connections in a row that took the greeting and left without a word",
		Client:  helloClient,
		Serve: func(s *Service) {
			aborted := counter{counts: map[netip.Addr]int{}}
			for conn := range s.Accept() {
				peer := conn.RemoteAddr().(*net.TCPAddr).AddrPort().Addr().Unmap()
				s.Go(func() {
					defer conn.Close()
					switch {
					case aborted.of(peer) >= most:
						conn.TurnAway(fmt.Sprintf("Host '%s' is blocked\r\n", peer))
					case conn.GreetAfter(shortLook) != nil:
					case conn.Hear():
						aborted.forget(peer)
						conn.Welcome()
					default:
						aborted.add(peer)
					}
				})
			}
		},
	})
}

// counter counts by address. What has reached the limit is never forgotten, because such a peer is not heard any more.
type counter struct {
	mu     sync.Mutex
	counts map[netip.Addr]int
}

func (c *counter) of(address netip.Addr) int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.counts[address]
}

func (c *counter) add(address netip.Addr) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.counts[address]++
}

func (c *counter) forget(address netip.Addr) {
	c.mu.Lock()
	defer c.mu.Unlock()
	delete(c.counts, address)
}
