package exchange_test

import (
	"context"
	"testing"

	"github.com/probe-storm/probe-storm/xk6/exchange"
	"golang.org/x/sys/unix"
)

func BenchmarkRST(b *testing.B) { benchmark(b, exchange.Spec{Ending: &exchange.Ending{Kind: "rst"}}) }
func BenchmarkFIN(b *testing.B) {
	benchmark(b, exchange.Spec{Ending: &exchange.Ending{Kind: "drain-fin"}})
}
func BenchmarkHalfOpen(b *testing.B) {
	benchmark(b, exchange.Spec{Handshake: "half-open", Ending: &exchange.Ending{Kind: "rst"}})
}

// BenchmarkBareRST is the limit: the same system calls and nothing else.
func BenchmarkBareRST(b *testing.B) { bare(b, false) }

// BenchmarkBareHalfOpen is the limit of half-open.
func BenchmarkBareHalfOpen(b *testing.B) { bare(b, true) }

func benchmark(b *testing.B, spec exchange.Spec) {
	service := listen(b, "127.0.0.1", 4096)
	service.acceptAndClose()
	run := parsed(b, service, spec)
	b.ReportAllocs()
	for b.Loop() {
		if r := run.Run(context.Background(), service.options()); r.Outcome != exchange.OK {
			b.Fatal(r.Error)
		}
	}
}

func bare(b *testing.B, halfOpen bool) {
	service := listen(b, "127.0.0.1", 4096)
	service.acceptAndClose()
	to := &unix.SockaddrInet4{Port: int(service.address.Port()), Addr: service.address.Addr().As4()}
	for b.Loop() {
		fd, err := unix.Socket(unix.AF_INET, unix.SOCK_STREAM|unix.SOCK_CLOEXEC, 0)
		if err != nil {
			b.Fatal(err)
		}
		_ = unix.SetsockoptLinger(fd, unix.SOL_SOCKET, unix.SO_LINGER, &unix.Linger{Onoff: 1})
		if halfOpen {
			_ = unix.SetsockoptInt(fd, unix.IPPROTO_TCP, unix.TCP_QUICKACK, 0)
		}
		if err := unix.Connect(fd, to); err != nil {
			b.Fatal(err)
		}
		_ = unix.Close(fd)
	}
}
