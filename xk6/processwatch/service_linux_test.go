package processwatch_test

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/netip"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/probe-storm/probe-storm/xk6/processwatch"
)

// This test binary is also the service that is watched, and a watcher of another user: which one, its environment tells.
const role = "PROCESSWATCH_ROLE"

func TestMain(m *testing.M) {
	switch job, argument, _ := strings.Cut(os.Getenv(role), " "); job {
	case "serve":
		serve()
	case "watch":
		watch(argument)
	default:
		os.Exit(m.Run())
	}
}

// serve accepts on descriptor 3 and does as each peer says, a byte at a time: takes one more descriptor, thread or MiB for ever,
// accepts the next one, or ends. It answers each byte with the same, and never closes.
func serve() {
	listener, err := net.FileListener(os.NewFile(3, "listener"))
	if err != nil {
		panic(err)
	}
	fmt.Println("ready")
	var kept [][]byte
	for {
		conn, err := listener.Accept()
		if err != nil {
			panic(err)
		}
		order := make([]byte, 1)
		for {
			if _, err := conn.Read(order); err != nil {
				break
			}
			switch order[0] {
			case 'd':
				if _, err := syscall.Open(os.DevNull, syscall.O_RDONLY, 0); err != nil {
					panic(err)
				}
			case 't':
				held := make(chan bool)
				go func() {
					runtime.LockOSThread()
					held <- true
					select {}
				}()
				<-held
			case 'm':
				buffer := make([]byte, 1<<20)
				for i := range buffer {
					buffer[i] = 1
				}
				kept = append(kept, buffer)
			case 'x':
				os.Exit(len(kept) >> 20)
			}
			if _, err := conn.Write(order); err != nil || order[0] == 'n' {
				break
			}
		}
		held = append(held, conn)
	}
}

// held keeps the garbage collector from closing.
var held []net.Conn

func watch(address string) {
	watcher, err := processwatch.Open()
	if err != nil {
		panic(err)
	}
	sample, err := watcher.Read(netip.MustParseAddrPort(address))
	if err != nil {
		panic(err)
	}
	_ = json.NewEncoder(os.Stdout).Encode(sample)
}

type service struct {
	t       *testing.T
	address netip.AddrPort
	pid     int
	stop    func()
}

// startService has one process, or several that share the listener and accept in turn.
func startService(t *testing.T, processes int) []service {
	t.Helper()
	return startOn(t, "127.0.0.1:0", processes)
}

func startOn(t *testing.T, at string, processes int) []service {
	t.Helper()
	listener, err := net.Listen("tcp", at)
	must(t, err)
	defer listener.Close()
	file, err := listener.(*net.TCPListener).File()
	must(t, err)
	defer file.Close()
	var all []service
	for range processes {
		command := child(t, "serve")
		command.ExtraFiles = []*os.File{file}
		out, err := command.StdoutPipe()
		must(t, err)
		must(t, command.Start())
		stop := func() {
			_ = command.Process.Kill()
			_ = command.Wait()
		}
		t.Cleanup(stop)
		if line, err := bufio.NewReader(out).ReadString('\n'); line != "ready\n" {
			t.Fatalf("the service said %q, %v", line, err)
		}
		all = append(all, service{
			t: t, address: listener.Addr().(*net.TCPAddr).AddrPort(), pid: command.Process.Pid, stop: stop,
		})
	}
	return all
}

func child(t *testing.T, job string) *exec.Cmd {
	t.Helper()
	command := exec.Command(os.Args[0])
	command.Env = append(os.Environ(), role+"="+job)
	command.Stderr = os.Stderr
	return command
}

// dial completes a handshake; the peer lives as long as the test.
func (s service) dial() *net.TCPConn {
	s.t.Helper()
	conn, err := net.Dial("tcp", s.address.String())
	must(s.t, err)
	s.t.Cleanup(func() { conn.Close() })
	return conn.(*net.TCPConn)
}

// order has the service do something, and returns when it is done.
func (s service) order(conn net.Conn, bytes string) {
	s.t.Helper()
	_ = conn.SetDeadline(time.Now().Add(deadline))
	for _, b := range []byte(bytes) {
		if _, err := conn.Write([]byte{b}); err != nil {
			s.t.Fatal(err)
		}
		answer := make([]byte, 1)
		if _, err := io.ReadFull(conn, answer); err != nil {
			s.t.Fatal(err)
		}
	}
}

const deadline = 30 * time.Second

func open(t *testing.T) *processwatch.Watcher {
	t.Helper()
	watcher, err := processwatch.Open()
	must(t, err)
	t.Cleanup(func() { watcher.Close() })
	return watcher
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
