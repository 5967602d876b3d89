package exchange_test

import (
	"crypto/tls"
	"encoding/hex"
	"io"
	"net"
	"net/netip"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"github.com/probe-storm/probe-storm/xk6/exchange"
)

// clientHello is what a service can tell of the library at the other end.
type clientHello struct {
	record, version string
	size            int
	session         int
	ciphers         string
	extensions      []string // the type, the length and, where it is not drawn by lot, the content
}

// What each library sends: of the first two the service compares it with the real program's in TestHelloIsThatOfOpenSSL.
func TestHellos(t *testing.T) {
	const tickets, keyShare, padding = "35:0:", "51:38:", "21:"
	openssl := func(size int, without string) clientHello {
		hello := clientHello{record: "0301", version: "0303", size: size, session: 32,
			ciphers: "130213031301c02cc030009fcca9cca8ccaac02bc02f009ec024c028006bc023c0270067c00ac0140039c009c0130033009d009c003d003c0035002f00ff",
			extensions: []string{
				"11:4:03000102", "10:22:0014001d0017001e0019001801000101010201030104", tickets, "22:0:", "23:0:",
				"13:42:0028040305030603080708080809080a080b080408050806040105010601030303010302040205020602",
				"43:9:080304030303020301", "45:2:0101", keyShare,
			}}
		hello.extensions = slices.DeleteFunc(hello.extensions, func(extension string) bool { return extension == without })
		return hello
	}
	padded := openssl(517, "")
	padded.extensions = append(padded.extensions, padding+"216:"+strings.Repeat("00", 216))
	for name, want := range map[string]clientHello{
		"openssl-3.0":           openssl(297, ""),
		"openssl-3.0-padded":    padded,
		"openssl-3.0-no-ticket": openssl(293, tickets),
		"boringssl-tls12": {record: "0301", version: "0303", size: 115, session: 0, ciphers: "c02bcca9c02fcca8c02cc030",
			extensions: []string{"23:0:", "65281:1:00", "10:6:0004001d0017", "11:2:0100", "35:0:", "13:20:0012040308040401050308050501080606010201"}},
	} {
		for _, kind := range []string{"tls", "tls-hello"} {
			t.Run(kind+" "+name, func(t *testing.T) {
				equalHello(t, helloOf(t, exchange.Step{Kind: kind, Hello: name}), want)
			})
		}
	}
}

func TestHelloIsThatOfOpenSSL(t *testing.T) {
	version, err := exec.Command("openssl", "version").Output()
	if err != nil || !strings.HasPrefix(string(version), "OpenSSL 3.0.") {
		t.Skip("OpenSSL 3.0 is not installed")
	}
	for _, test := range []struct {
		title string
		args  []string
		step  exchange.Step
	}{
		{"at its defaults", []string{"-noservername"}, exchange.Step{Kind: "tls", Hello: "openssl-3.0"}},
		{"with a name and protocols", []string{"-servername", "web.lan", "-alpn", "h2,http/1.1"},
			exchange.Step{Kind: "tls", Hello: "openssl-3.0", ServerName: "web.lan", ALPN: []string{"h2", "http/1.1"}}},
		{"with SSL_OP_ALL", []string{"-noservername", "-bugs"}, exchange.Step{Kind: "tls", Hello: "openssl-3.0-padded"}},
		{"with SSL_OP_NO_TICKET", []string{"-noservername", "-no_ticket"}, exchange.Step{Kind: "tls", Hello: "openssl-3.0-no-ticket"}},
	} {
		t.Run(test.title, func(t *testing.T) {
			listener, err := net.Listen("tcp", "127.0.0.1:0")
			must(t, err)
			defer listener.Close()
			program := exec.Command("openssl", append([]string{"s_client", "-connect", listener.Addr().String()}, test.args...)...)
			must(t, program.Start())
			defer func() { _ = program.Wait() }()
			connection, err := listener.Accept()
			must(t, err)
			defer connection.Close()
			equalHello(t, helloOf(t, test.step), readHello(t, connection))
		})
	}
}

func TestHelloIsThatOfHAProxy(t *testing.T) {
	version, err := exec.Command("haproxy", "-vv").Output()
	if err != nil || !strings.Contains(string(version), "Running on OpenSSL version : OpenSSL 3.0.") {
		t.Skip("HAProxy with OpenSSL 3.0 is not installed")
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	must(t, err)
	defer listener.Close()
	must(t, listener.(*net.TCPListener).SetDeadline(time.Now().Add(patience)))
	folder := t.TempDir()
	file := filepath.Join(folder, "haproxy.cfg")
	must(t, os.WriteFile(file, []byte("defaults\n timeout connect 9s\n timeout client 9s\n timeout server 9s\nbackend b\n server s "+
		listener.Addr().String()+" check check-ssl verify none inter 100ms\nfrontend f\n bind unix@"+filepath.Join(folder, "front")+"\n default_backend b\n"), 0o600))
	program := exec.Command("haproxy", "-db", "-f", file)
	must(t, program.Start())
	defer func() {
		_ = program.Process.Kill()
		_ = program.Wait()
	}()
	connection, err := listener.Accept()
	must(t, err)
	defer connection.Close()
	equalHello(t, helloOf(t, exchange.Step{Kind: "tls", Hello: "openssl-3.0-padded"}), readHello(t, connection))
}

// A service that has TLS 1.3 alone is DOWN for Envoy, and one whose bytes are no TLS gets an alert.
func TestBoringSSLAtTLS12(t *testing.T) {
	t.Run("TLS 1.3 alone fails", func(t *testing.T) {
		result := againstTLS(t, tls.VersionTLS13, exchange.Step{Kind: "tls", Hello: "boringssl-tls12"})
		equal(t, "outcome", result.Outcome, exchange.Failed)
	})
	t.Run("TLS 1.2 does", func(t *testing.T) {
		result := againstTLS(t, tls.VersionTLS12, exchange.Step{Kind: "tls", Hello: "boringssl-tls12"})
		equal(t, "error", result.Error, "")
	})
	t.Run("OpenSSL speaks TLS 1.3", func(t *testing.T) {
		result := againstTLS(t, tls.VersionTLS13, exchange.Step{Kind: "tls", Hello: "openssl-3.0"})
		equal(t, "error", result.Error, "")
	})
}

func TestBytesThatAreNoTLS(t *testing.T) {
	for _, test := range []struct{ hello, alert, sees string }{
		{"boringssl-tls12", "15030100020246", "ECONNRESET"},
		{"openssl-3.0", "", "ECONNRESET"}, // it has read five bytes of them
	} {
		t.Run(test.hello, func(t *testing.T) {
			service := listen(t, "127.0.0.1", 8)
			check := service.meets(exchange.Spec{Steps: []exchange.Step{{Kind: "tls", Hello: test.hello}}, TimeoutMs: 20_000})
			peer := service.accept()
			peer.writes("220 mail.lan ESMTP\r\n")
			came, end := peer.sees()
			peer.close()
			result := check.result()
			equal(t, "cause", result.Cause, exchange.Rejected)
			if hello, rest := splitRecord(came); hello == "" || hex.EncodeToString([]byte(rest)) != test.alert {
				t.Errorf("behind the ClientHello came %x", rest)
			}
			if test.hello == "openssl-3.0" {
				equal(t, "the service saw", end, test.sees)
			}
		})
	}
}

// The second handshake of one exchange offers the session of the first, and a resumed one sends no certificate.
func TestResume(t *testing.T) {
	for _, test := range []struct {
		hello   string
		version uint16
	}{
		{"openssl-3.0-padded", tls.VersionTLS13}, {"openssl-3.0", tls.VersionTLS12}, {"boringssl-tls12", tls.VersionTLS12}, {"go", tls.VersionTLS13},
	} {
		t.Run(test.hello, func(t *testing.T) {
			address, resumed := overTLS(t, test.version)
			ask := exchange.Step{Kind: "send", Text: "?"}
			parsed, err := exchange.Parse(exchange.Spec{
				Target: address.String(), TimeoutMs: 20_000,
				Steps: append([]exchange.Step{{Kind: "tls", Hello: test.hello, Resume: true}, ask}, expecting(text("!"))...),
			})
			must(t, err)
			for check := range 2 {
				result := parsed.Run(t.Context(), exchange.RunOptions{Target: address})
				equal(t, "error", result.Error, "")
				equal(t, "resumed", <-resumed, check == 1)
			}
		})
	}
}

func helloOf(t *testing.T, step exchange.Step) clientHello {
	t.Helper()
	service := listen(t, "127.0.0.1", 8)
	check := service.meets(exchange.Spec{Steps: []exchange.Step{step}, TimeoutMs: 20_000})
	peer := service.accept()
	hello := readHello(t, reader{peer})
	peer.close()
	check.result()
	return hello
}

func splitRecord(came string) (record, rest string) {
	if len(came) < 5 {
		return "", came
	}
	end := 5 + int(came[3])<<8 + int(came[4])
	return came[:min(end, len(came))], came[min(end, len(came)):]
}

func readHello(t *testing.T, from io.Reader) clientHello {
	t.Helper()
	header := make([]byte, 5)
	_, err := io.ReadFull(from, header)
	must(t, err)
	body := make([]byte, int(header[3])<<8|int(header[4]))
	_, err = io.ReadFull(from, body)
	must(t, err)
	hello := clientHello{
		record: hex.EncodeToString(header[1:3]), version: hex.EncodeToString(body[4:6]), size: len(header) + len(body), session: int(body[38]),
	}
	rest := body[39+hello.session:]
	take := func(prefix int) []byte {
		length := 0
		for _, b := range rest[:prefix] {
			length = length<<8 | int(b)
		}
		taken := rest[prefix : prefix+length]
		rest = rest[prefix+length:]
		return taken
	}
	hello.ciphers = hex.EncodeToString(take(2))
	take(1) // compression
	rest = take(2)
	for len(rest) > 0 {
		kind := int(rest[0])<<8 | int(rest[1])
		rest = rest[2:]
		content := hex.EncodeToString(take(2))
		length := len(content) / 2
		if kind == 51 {
			content = ""
		}
		hello.extensions = append(hello.extensions, strings.Join([]string{strconv.Itoa(kind), strconv.Itoa(length), content}, ":"))
	}
	return hello
}

func equalHello(t *testing.T, got, want clientHello) {
	t.Helper()
	equal(t, "record", got.record, want.record)
	equal(t, "version", got.version, want.version)
	equal(t, "size", got.size, want.size)
	equal(t, "session", got.session, want.session)
	equal(t, "ciphers", got.ciphers, want.ciphers)
	equal(t, "extensions", strings.Join(got.extensions, "\n"), strings.Join(want.extensions, "\n"))
}

func againstTLS(t *testing.T, version uint16, step exchange.Step) *exchange.Result {
	t.Helper()
	address, _ := overTLS(t, version)
	parsed, err := exchange.Parse(exchange.Spec{Target: address.String(), Steps: []exchange.Step{step}, TimeoutMs: 20_000})
	must(t, err)
	return parsed.Run(t.Context(), exchange.RunOptions{Target: address})
}

// overTLS is a service of one TLS version. It answers what it is asked with "!", and tells of each asker whether a session was resumed.
func overTLS(t *testing.T, version uint16) (netip.AddrPort, <-chan bool) {
	t.Helper()
	config := &tls.Config{Certificates: []tls.Certificate{certificate}, MinVersion: version, MaxVersion: version}
	listener, err := tls.Listen("tcp", "127.0.0.1:0", config)
	must(t, err)
	t.Cleanup(func() { _ = listener.Close() })
	resumed := make(chan bool, 8)
	go func() {
		for {
			connection, err := listener.Accept()
			if err != nil {
				return
			}
			if _, err := connection.Read(make([]byte, 1)); err == nil {
				resumed <- connection.(*tls.Conn).ConnectionState().DidResume
				_, _ = connection.Write([]byte("!"))
				_, _ = io.Copy(io.Discard, connection)
			}
			_ = connection.Close()
		}
	}()
	return listener.Addr().(*net.TCPAddr).AddrPort(), resumed
}

// reader is the service's side of a connection, as an io.Reader.
type reader struct{ *accepted }

func (r reader) Read(p []byte) (int, error) { return unix.Read(r.fd, p) }
