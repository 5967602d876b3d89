package exchange_test

import (
	"context"
	"crypto/tls"
	"fmt"
	"net"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"github.com/probe-storm/probe-storm/xk6/exchange"
)

// A peer that always has the next byte ready is never waited for. Each step and ending that reads is over in its time all the same:
// were it not, the test would wait until patience is over, for the peer never stops.
func TestATimeoutEndsAPeerThatAlwaysTalks(t *testing.T) {
	const never = "(?i)(x|xx|xy)+z" // the slower kind of pattern
	slow := []exchange.Step{{Kind: "expect", Match: regex(never)}}
	for _, test := range []struct {
		title  string
		tls    bool
		steps  []exchange.Step
		ending string
		cause  exchange.Cause
	}{
		{"expect", false, slow, "rst", exchange.Slow},
		{"not", false, not([]exchange.Step{{Kind: "expect", Match: regex(never)}}), "rst", exchange.Slow},
		{"peek", false, peeking([]exchange.Step{{Kind: "expect", Match: regex(never)}}), "rst", exchange.Slow},
		{"expect inside TLS", true, append([]exchange.Step{{Kind: "tls"}}, slow...), "rst", exchange.Slow},
		{"drain-fin inside TLS", true, append([]exchange.Step{{Kind: "tls"}}, slow...), "drain-fin", exchange.Slow},
	} {
		t.Run(test.title, func(t *testing.T) {
			service := alwaysTalking(t, test.tls)
			check := service.meets(exchange.Spec{
				Steps: test.steps, TimeoutMs: 400, Ending: &exchange.Ending{Kind: test.ending},
			})
			result := check.result()
			equal(t, "cause", result.Cause, test.cause)
			if result.BytesReceived == 0 && !test.tls {
				t.Error("nothing came")
			}
		})
	}
}

// An hour is left when the exchange is cancelled.
func TestACancellationEndsAPeerThatAlwaysTalks(t *testing.T) {
	forever := func(match *exchange.Match) []exchange.Step { return []exchange.Step{{Kind: "expect", Match: match}} }
	for _, test := range []struct {
		title string
		tls   bool
		steps []exchange.Step
	}{
		{"expect", false, forever(regex("(?i)(x|xx|xy)+z"))},
		{"peek", false, peeking(forever(regex("(?i)(x|xx|xy)+z")))},
		{"expect inside TLS", true, append([]exchange.Step{{Kind: "tls"}}, forever(regex("(?i)(x|xx|xy)+z"))...)},
	} {
		t.Run(test.title, func(t *testing.T) {
			service := alwaysTalking(t, test.tls)
			check := service.meets(exchange.Spec{
				Steps: test.steps, TimeoutMs: hour, Ending: ending("rst"),
			})
			<-service.talking
			check.cancel()
			result := check.result()
			equal(t, "outcome", result.Outcome, exchange.Cancelled)
		})
	}
}

// A handshake of which a byte comes at a time, and always one more, is over in its time.
func TestATimeoutEndsATLSHandshakeThatNeverEnds(t *testing.T) {
	service := listen(t, "127.0.0.1", 8)
	check := service.meets(exchange.Spec{Steps: []exchange.Step{{Kind: "tls"}}, TimeoutMs: 300, Ending: ending("rst")})
	peer := service.accept()
	written := make(chan struct{})
	go func() {
		defer close(written)
		_ = unix.SetsockoptInt(peer.fd, unix.IPPROTO_TCP, unix.TCP_NODELAY, 1)
		// A record of the handshake with a ServerHello of 64 kB, the longest there may be.
		_, err := unix.Write(peer.fd, []byte("\x16\x03\x03\x40\x00\x02\x00\xff\xff"))
		for err == nil {
			_, err = unix.Write(peer.fd, []byte{'x'})
			spin(200 * time.Microsecond)
		}
	}()
	result := check.result()
	<-written
	peer.close()
	equal(t, "outcome", result.Outcome, exchange.Failed)
	equal(t, "cause", result.Cause, exchange.Slow)
}

// What has arrived is read to its end. A peer that sends faster than anyone reads does not make it longer.
func TestADrainIsOverInItsTimeWhateverThePeerPours(t *testing.T) {
	for _, kind := range []string{"drain-fin", "drain-rst"} {
		t.Run(kind, func(t *testing.T) {
			service := listen(t, "127.0.0.1", 8)
			check := service.meets(exchange.Spec{
				Steps: []exchange.Step{{Kind: "hold"}}, TimeoutMs: hour, Ending: ending(kind),
			})
			peer := service.accept()
			poured := make(chan struct{})
			go func() {
				defer close(poured)
				pour(peer)
			}()
			eventually(t, "the buffers were full", func() bool { return windowFull(t, peer) })
			check.cancel()
			result := check.result()
			<-poured
			peer.close()
			if came := result.BytesReceived; came == 0 || came >= 1<<20 {
				t.Errorf("%d bytes were drained", came)
			}
		})
	}
}

func TestMoreThanTheMostIsToldAsAnError(t *testing.T) {
	for _, test := range []struct {
		title string
		step  exchange.Step
		error string
	}{
		{"a regex looks at 64 KiB", exchange.Step{Match: regex("never")}, `the regex "never" within 65536 bytes, and as many came: "\x00\x00`},
		{"or at what it says", exchange.Step{Match: regex("never"), MaxBytes: ptr(100)}, `within 100 bytes, and as many came`},
		{"a text looks at what it says", exchange.Step{Match: containing("never"), MaxBytes: ptr(99)}, `within 99 bytes, and as many came`},
		{"so does a peek", exchange.Step{Match: containing("never"), MaxBytes: ptr(99), Peek: true}, `within 99 bytes, and as many came`},
	} {
		t.Run(test.title, func(t *testing.T) {
			service := listen(t, "127.0.0.1", 8)
			test.step.Kind = "expect"
			check := service.meets(exchange.Spec{Steps: []exchange.Step{test.step}, Ending: ending("rst")})
			peer := service.accept()
			poured := make(chan struct{})
			go func() {
				defer close(poured)
				pour(peer)
			}()
			result := check.result()
			<-poured
			peer.close()
			equal(t, "cause", result.Cause, exchange.Rejected)
			contains(t, "error", result.Error, test.error)
			if len(result.Error) > 512 {
				t.Errorf("%d bytes of error", len(result.Error))
			}
		})
	}
}

// talker is a service whose every connection always has more to read.
type talker struct {
	*service
	talking chan struct{} // closed once the first one is full of bytes
}

func alwaysTalking(t *testing.T, inside bool) *talker {
	t.Helper()
	s := &talker{listen(t, "127.0.0.1", 8), make(chan struct{})}
	done := make(chan struct{})
	go func() {
		defer close(done)
		peer := s.accept()
		defer peer.close()
		var into net.Conn = peerConn{peer}
		if inside {
			secure := tls.Server(into, &tls.Config{Certificates: []tls.Certificate{certificate}})
			if secure.HandshakeContext(context.Background()) != nil {
				return
			}
			into = secure
		}
		burst := make([]byte, 32<<10)
		for i := range burst {
			burst[i] = 'x'
		}
		_, err := into.Write(burst)
		for n := 0; err == nil; n++ {
			_, err = into.Write([]byte("x"))
			if n == 100 {
				close(s.talking)
			}
			spin(20 * time.Microsecond)
		}
	}()
	t.Cleanup(func() {
		s.close()
		<-done
	})
	return s
}

// spin lets a little time pass on the processor: a sleep would be fifty times as long.
func spin(d time.Duration) {
	for until := time.Now().Add(d); time.Now().Before(until); {
	}
}

// peerConn is a peer as crypto/tls wants it.
type peerConn struct{ *accepted }

func (p peerConn) Read(b []byte) (int, error) {
	n, err := unix.Read(p.fd, b)
	if n == 0 && err == nil {
		err = fmt.Errorf("the other side has ended")
	}
	return max(n, 0), err
}

func (p peerConn) Write(b []byte) (int, error) {
	n, err := unix.Write(p.fd, b)
	return max(n, 0), err
}

func (p peerConn) Close() error                   { return nil }
func (peerConn) LocalAddr() net.Addr              { return nil }
func (peerConn) RemoteAddr() net.Addr             { return nil }
func (peerConn) SetDeadline(time.Time) error      { return nil }
func (peerConn) SetReadDeadline(time.Time) error  { return nil }
func (peerConn) SetWriteDeadline(time.Time) error { return nil }
