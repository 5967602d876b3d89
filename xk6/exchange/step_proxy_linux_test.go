package exchange_test

import (
	"encoding/hex"
	"fmt"
	"net/netip"
	"testing"

	"github.com/probe-storm/probe-storm/xk6/exchange"
)

func TestProxyHeaders(t *testing.T) {
	const signature = "0d0a0d0a000d0a515549540a"
	const four, six = "7f000001", "00000000000000000000000000000001"
	for _, test := range []struct {
		host    string
		version int
		command string
		header  func(from, to uint16) string
	}{
		{"127.0.0.1", 1, "local", func(_, _ uint16) string { return hexOf("PROXY UNKNOWN\r\n") }},
		{"127.0.0.1", 1, "proxy", func(from, to uint16) string {
			return hexOf(fmt.Sprintf("PROXY TCP4 127.0.0.1 127.0.0.1 %d %d\r\n", from, to))
		}},
		{"::1", 1, "proxy", func(from, to uint16) string { return hexOf(fmt.Sprintf("PROXY TCP6 ::1 ::1 %d %d\r\n", from, to)) }},
		{"127.0.0.1", 2, "local", func(_, _ uint16) string { return signature + "20000000" }},
		{"127.0.0.1", 2, "proxy", func(from, to uint16) string {
			return signature + "2111000c" + four + four + fmt.Sprintf("%04x%04x", from, to)
		}},
		{"::1", 2, "proxy", func(from, to uint16) string {
			return signature + "21210024" + six + six + fmt.Sprintf("%04x%04x", from, to)
		}},
	} {
		t.Run(fmt.Sprintf("%s v%d %s", test.host, test.version, test.command), func(t *testing.T) {
			service := listen(t, test.host, 8)
			check := service.meets(exchange.Spec{
				Steps: []exchange.Step{{Kind: "proxy", Version: test.version, Command: test.command}},
			})
			peer := service.accept()
			defer peer.close()
			came, end := peer.sees()
			equal(t, "end", end, "EOF")
			equal(t, "the service read", hex.EncodeToString([]byte(came)), test.header(peer.port, service.address.Port()))
			result := check.result()
			equal(t, "bytes sent", result.BytesSent, len(came))
			equal(t, "source", result.Source, netip.AddrPortFrom(service.address.Addr(), peer.port).String())
		})
	}
}
