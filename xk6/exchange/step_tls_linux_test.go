package exchange_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"encoding/binary"
	"encoding/pem"
	"errors"
	"fmt"
	"io"
	"math/big"
	"net"
	"net/netip"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/probe-storm/probe-storm/xk6/exchange"
)

// certificate names service.test and 127.0.0.1, and this process trusts it as a system root.
var certificate tls.Certificate

func TestMain(m *testing.M) {
	code, err := withTrustedCertificate(m)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		code = 1
	}
	os.Exit(code)
}

func withTrustedCertificate(m *testing.M) (int, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return 0, err
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), NotAfter: time.Now().Add(time.Hour), IsCA: true, BasicConstraintsValid: true,
		DNSNames: []string{"service.test"}, IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)},
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		return 0, err
	}
	certificate = tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}
	folder, err := os.MkdirTemp("", "exchange")
	if err != nil {
		return 0, err
	}
	defer os.RemoveAll(folder)
	roots := filepath.Join(folder, "roots.pem")
	if err := os.WriteFile(roots, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}), 0o600); err != nil {
		return 0, err
	}
	if err := os.Setenv("SSL_CERT_FILE", roots); err != nil {
		return 0, err
	}
	return m.Run(), nil
}

// inside is the TLS service's view of one connection.
type inside struct {
	name, protocol string
	offered        []tls.CurveID
	came           string
	end            error
	alerts         int   // records of type 21; a close_notify is one
	rest           error // nil: behind the end of TLS came a FIN
}

// records counts what comes by type. Up to TLS 1.2 the type of an encrypted record is in the clear.
type records struct {
	net.Conn
	stream []byte
}

func (r *records) Read(p []byte) (int, error) {
	n, err := r.Conn.Read(p)
	r.stream = append(r.stream, p[:n]...)
	return n, err
}

func (r *records) alerts() (count int) {
	for rest := r.stream; len(rest) >= 5; {
		if rest[0] == 21 {
			count++
		}
		rest = rest[min(len(rest), 5+int(binary.BigEndian.Uint16(rest[3:5]))):]
	}
	return count
}

// tlsService greets inside TLS, then reads to the end.
func tlsService(t *testing.T, greeting string) (netip.AddrPort, <-chan inside) {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	must(t, err)
	t.Cleanup(func() { _ = listener.Close() })
	seen := make(chan inside, 1)
	go func() {
		conn, err := listener.Accept()
		if err != nil {
			return
		}
		defer conn.Close()
		_ = conn.SetDeadline(time.Now().Add(patience))
		seeing := &records{Conn: conn}
		view := inside{}
		server := tls.Server(seeing, &tls.Config{
			Certificates: []tls.Certificate{certificate}, NextProtos: []string{"probe"}, MaxVersion: tls.VersionTLS12,
			GetConfigForClient: func(hello *tls.ClientHelloInfo) (*tls.Config, error) {
				view.offered = hello.SupportedCurves
				return nil, nil
			},
		})
		if view.end = server.Handshake(); view.end == nil {
			view.name, view.protocol = server.ConnectionState().ServerName, server.ConnectionState().NegotiatedProtocol
			if greeting != "" {
				_, _ = server.Write([]byte(greeting))
			}
			buffer := make([]byte, 4096)
			for view.end == nil {
				var n int
				n, view.end = server.Read(buffer)
				view.came += string(buffer[:n])
			}
		}
		if errors.Is(view.end, io.EOF) {
			_, view.rest = io.Copy(io.Discard, conn)
		}
		view.alerts = seeing.alerts()
		seen <- view
	}()
	return listener.Addr().(*net.TCPAddr).AddrPort(), seen
}

func meet(t *testing.T, address netip.AddrPort, spec exchange.Spec) *exchange.Result {
	t.Helper()
	spec.Target = address.String()
	e, err := exchange.Parse(spec)
	must(t, err)
	return e.Run(t.Context(), exchange.RunOptions{Target: address})
}

func TestTLS(t *testing.T) {
	const eof, reset = "EOF", "connection reset by peer" // Go takes a FIN between two records for an EOF as well
	for _, test := range []struct {
		ending       string
		notify       *bool
		closeNotifys int
		end, rest    string // of TLS, and of the connection behind it
	}{
		{"fin", nil, 1, eof, "nil"},
		{"half-close", nil, 1, eof, "nil"},
		{"drain-fin", nil, 1, eof, "nil"},
		{"rst", nil, 0, reset, ""},
		{"drain-rst", nil, 0, reset, ""},
		{"fin", ptr(false), 0, eof, "nil"},
		{"half-close", ptr(false), 0, eof, "nil"},
		{"drain-fin", ptr(false), 0, eof, "nil"},
		{"rst", ptr(true), 1, eof, reset},
		{"drain-rst", ptr(true), 1, eof, reset},
	} {
		title := test.ending
		if test.notify != nil {
			title = fmt.Sprintf("%s, close_notify %t", test.ending, *test.notify)
		}
		t.Run(title, func(t *testing.T) {
			address, seen := tlsService(t, "hello")
			result := meet(t, address, exchange.Spec{
				Steps: []exchange.Step{
					{Kind: "tls", ServerName: "service.test", Verify: true, ALPN: []string{"probe"}},
					{Kind: "expect", Match: text("hel")},
					{Kind: "expect", Match: text("lo")},
					{Kind: "send", Hex: hexOf("question")},
				},
				Ending: &exchange.Ending{Kind: test.ending, CloseNotify: test.notify}, TimeoutMs: 20_000,
			})
			view := <-seen
			equal(t, "error", result.Error, "")
			equal(t, "server name", view.name, "service.test")
			equal(t, "protocol", view.protocol, "probe")
			contains(t, "the end of TLS", view.end.Error(), test.end)
			contains(t, "the end of the connection", fmt.Sprint(view.rest), test.rest)
			equal(t, "close_notify alerts", view.alerts, test.closeNotifys)
			equal(t, "plaintext sent", result.BytesSent, 8)
			equal(t, "plaintext received", string(result.Received), "hello")
			if test.end != reset {
				equal(t, "the service read", view.came, "question")
			}
		})
	}
}

// What one expect leaves for the next is plaintext: TLS reads on in the socket.
func TestTLSReadsOnBehindWhatIsLeft(t *testing.T) {
	address, _ := tlsService(t, "hello, here I am")
	result := meet(t, address, exchange.Spec{
		Steps: []exchange.Step{
			{Kind: "tls", ServerName: "service.test", Verify: true, ALPN: []string{"probe"}},
			{Kind: "expect", Match: text("hello")},
			{Kind: "expect", Match: text(", here I am, and more"), WithinMs: 50},
		},
		TimeoutMs: 20_000,
	})
	contains(t, "error", result.Error, "within 50 ms, 11 bytes came")
}

func TestTLSOffersTheGroupsAskedFor(t *testing.T) {
	address, seen := tlsService(t, "")
	result := meet(t, address, exchange.Spec{
		Steps: []exchange.Step{{Kind: "tls", Groups: []string{"secp384r1", "x25519"}}}, TimeoutMs: 20_000,
	})
	equal(t, "error", result.Error, "")
	offered := (<-seen).offered
	slices.Sort(offered)
	equal(t, "offered", fmt.Sprint(offered), fmt.Sprint([]tls.CurveID{tls.CurveP384, tls.X25519}))
}

func TestTLSVerification(t *testing.T) {
	for _, test := range []struct {
		title, name string
		verify      bool
		cause       exchange.Cause
		errno       string
		error       string
	}{
		{"the target's own name", "", true, "", "", ""},
		{"another name", "other.test", true, exchange.Rejected, "CERTIFICATE", "other.test"},
		{"another name, unverified", "other.test", false, "", "", ""},
	} {
		t.Run(test.title, func(t *testing.T) {
			address, _ := tlsService(t, "")
			result := meet(t, address, exchange.Spec{
				Steps: []exchange.Step{{Kind: "tls", ServerName: test.name, Verify: test.verify}}, TimeoutMs: 20_000,
			})
			equal(t, "cause", result.Cause, test.cause)
			equal(t, "errno", result.Errno, test.errno)
			contains(t, "error", result.Error, test.error)
		})
	}
}

// The names on a certificate are the one text of the service that crypto/tls quotes as it came.
func TestTLSNamesOfACertificateArePrintedSafely(t *testing.T) {
	for _, test := range []struct{ title, name string }{
		{"escape sequences", "\x1b[2J\x1b]0;pwned\a.test"},
		{"200 kB", strings.Repeat("long.", 40_000) + "test"},
	} {
		t.Run(test.title, func(t *testing.T) {
			service := listen(t, "127.0.0.1", 8)
			check := service.meets(exchange.Spec{Steps: []exchange.Step{{Kind: "tls", ServerName: "wanted.test", Verify: true}}})
			peer := service.accept()
			defer peer.close()
			named := selfSigned(t, test.name)
			_ = tls.Server(peerConn{peer}, &tls.Config{Certificates: []tls.Certificate{named}}).Handshake()
			result := check.result()
			equal(t, "cause", result.Cause, exchange.Rejected)
			contains(t, "error", result.Error, "steps[0] tls: ")
			contains(t, "error", result.Error, "certificate is valid for")
			if len(result.Error) > 512 {
				t.Errorf("%d bytes of error", len(result.Error))
			}
			for _, r := range result.Error {
				if !strconv.IsPrint(r) {
					t.Fatalf("%U in %q", r, result.Error)
				}
			}
		})
	}
}

// selfSigned bears this name alone. Go's own CreateCertificate refuses names that are none, so they are put in as they are.
func selfSigned(t *testing.T, name string) tls.Certificate {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	must(t, err)
	names, err := asn1.Marshal([]asn1.RawValue{{Class: asn1.ClassContextSpecific, Tag: 2, Bytes: []byte(name)}})
	must(t, err)
	template := &x509.Certificate{
		SerialNumber: big.NewInt(2), NotAfter: time.Now().Add(time.Hour),
		ExtraExtensions: []pkix.Extension{{Id: asn1.ObjectIdentifier{2, 5, 29, 17}, Value: names}},
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	must(t, err)
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}
}

func TestTLSTroubles(t *testing.T) {
	for _, test := range []struct {
		title  string
		writes string
		end    func(*accepted)
		cause  exchange.Cause
	}{
		{"no TLS there", "220 ready\r\n", func(*accepted) {}, exchange.Rejected},
		{"ends instead", "", (*accepted).shutsDown, exchange.Rejected},
		{"resets instead", "", (*accepted).resets, exchange.Reset},
		{"says nothing", "", func(*accepted) {}, exchange.QueuedNotServed},
		{"begins and stops", "\x16\x03\x03", func(*accepted) {}, exchange.Slow},
	} {
		t.Run(test.title, func(t *testing.T) {
			service := listen(t, "127.0.0.1", 8)
			withMore(t, func(ms float64) bool {
				check := service.meets(exchange.Spec{Steps: []exchange.Step{{Kind: "tls", WithinMs: ms}}})
				peer := service.accept()
				if test.writes != "" {
					peer.writes(test.writes)
				}
				test.end(peer)
				result := check.result()
				if test.cause != exchange.QueuedNotServed && result.Cause == exchange.QueuedNotServed {
					return false
				}
				equal(t, "cause", result.Cause, test.cause)
				contains(t, "error", result.Error, "steps[0] tls: ")
				return true
			})
		})
	}
}

func TestTLSHelloIsReadByARealServer(t *testing.T) {
	address, seen := tlsService(t, "")
	result := meet(t, address, exchange.Spec{
		Steps: []exchange.Step{
			{Kind: "tls-hello", ServerName: "service.test"},
			{Kind: "expect", Match: &exchange.Match{Kind: "literal", Hex: "1603"}}, // its handshake record
		},
		Ending: ending("drain-fin"), TimeoutMs: 20_000,
	})
	equal(t, "error", result.Error, "")
	view := <-seen
	if view.end == nil || view.name != "" {
		t.Errorf("the handshake went on: %+v", view)
	}
	if result.BytesSent < 100 {
		t.Errorf("%d bytes sent", result.BytesSent)
	}
}
