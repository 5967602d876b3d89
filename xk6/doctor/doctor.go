// Package doctor tries what a run needs of this machine, and tells what came of each attempt. It knows nothing of k6, and judges nothing:
// what a failed attempt means for a run is said elsewhere.
package doctor

import (
	"context"
	"fmt"
	"net"
	"net/netip"
	"os"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"
	"time"

	"github.com/probe-storm/probe-storm/xk6/exchange"
	"github.com/probe-storm/probe-storm/xk6/machine"
	"github.com/probe-storm/probe-storm/xk6/printable"
	"github.com/probe-storm/probe-storm/xk6/processwatch"
	"github.com/probe-storm/probe-storm/xk6/sockdiag"
)

// Report is null where the platform does not tell.
type Report struct {
	Platform string `json:"platform"`
	Arch     string `json:"arch"`
	// Root: it may see all that the kernel shows, unless its capabilities were taken away.
	Root bool `json:"root"`
	// K6 and Extension are versions; empty where the binary does not know them.
	K6        string         `json:"k6"`
	Extension string         `json:"extension"`
	Limits    machine.Limits `json:"limits"`
	// Cores of the machine; Limits has those that this process may use.
	Cores int `json:"cores"`
	// MostDescriptors is how far this process may raise its own limit.
	MostDescriptors *int64 `json:"mostDescriptors"`
	// HalfOpen withheld the last ACK of a handshake on loopback; AcceptQueue read the queue of a listener of this process.
	HalfOpen    Attempt `json:"halfOpen"`
	AcceptQueue Attempt `json:"acceptQueue"`
	// Capture opened a packet socket.
	Capture Attempt `json:"capture"`
	IPv6    Attempt `json:"ipv6"`
	// Processes are those of other users.
	Processes Others `json:"processes"`
	// TimeWait counts sockets of this network namespace in that state.
	TimeWait *int64 `json:"timeWait"`
	// The kernel's settings of these names.
	Somaxconn   *int64 `json:"somaxconn"`
	SynRetries  *int64 `json:"synRetries"`
	SleepLateMs Late   `json:"sleepLateMs"`
	// Interfaces that are up, loopback left out.
	Interfaces []string `json:"interfaces"`
	Target     *Target  `json:"target"`
}

// Attempt is what came of trying. Why is one line, empty where it went well.
type Attempt struct {
	OK  bool   `json:"ok"`
	Why string `json:"why"`
}

// Others are processes of other users: how many can be seen, and of how many the open files.
type Others struct {
	Visible  int `json:"visible"`
	Readable int `json:"readable"`
}

// Late is by how much sleeps of a millisecond lasted longer.
type Late struct {
	P50 float64 `json:"p50"`
	Max float64 `json:"max"`
}

// Target is a service that was asked for.
type Target struct {
	// Given is as the user wrote it, Address what was spoken to; empty where the name led nowhere.
	Given   string  `json:"given"`
	Address string  `json:"address"`
	Reached Attempt `json:"reached"`
	// Cause is as clients of a run have it.
	Cause     string  `json:"cause"`
	ConnectMs float64 `json:"connectMs"`
	// Local: it listens on this host, in this network namespace.
	Local Attempt `json:"local"`
	// Process could be looked into.
	Process Attempt `json:"process"`
}

const (
	loopbackTimeout = 2 * time.Second
	lookUpTimeout   = 5 * time.Second
	targetTimeoutMs = 5000
	longest         = 300 // bytes of a line
	sleeps          = 40
)

// Examine tries everything. It makes connections on loopback, and one to target unless that is empty.
func Examine(ctx context.Context, target string) Report {
	report := Report{
		Platform:   runtime.GOOS,
		Arch:       runtime.GOARCH,
		Root:       os.Geteuid() == 0,
		Limits:     machine.Read(),
		Cores:      runtime.NumCPU(),
		Interfaces: interfaces(),
		IPv6:       ipv6(),
	}
	report.K6, report.Extension = versions()
	report.SleepLateMs = sleepLate()
	report.HalfOpen = onLoopback(ctx, halfOpen)
	report.AcceptQueue = onLoopback(ctx, acceptQueue)
	examinePlatform(&report)
	if target != "" {
		report.Target = examineTarget(ctx, target)
	}
	return report
}

func attempt(err error) Attempt {
	if err == nil {
		return Attempt{OK: true}
	}
	return Attempt{Why: printable.Line(err.Error(), longest)}
}

// versions are those that the binary was built from.
func versions() (k6, extension string) {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "", ""
	}
	const own = "github.com/probe-storm/probe-storm"
	for _, module := range append([]*debug.Module{&info.Main}, info.Deps...) {
		switch {
		case module.Path == own:
			extension = strings.Trim(module.Version, "()")
		case strings.HasPrefix(module.Path, "go.k6.io/k6"):
			k6 = module.Version
		}
	}
	return k6, extension
}

func interfaces() []string {
	up := []string{}
	all, err := net.Interfaces()
	if err != nil {
		return up
	}
	for _, one := range all {
		if one.Flags&net.FlagUp != 0 && one.Flags&net.FlagLoopback == 0 {
			up = append(up, one.Name)
		}
	}
	return up
}

func ipv6() Attempt {
	listener, err := net.Listen("tcp6", "[::1]:0")
	if err == nil {
		err = listener.Close()
	}
	return attempt(err)
}

// sleepLate tells how late this process wakes up: a busy machine, or a container that has used up its share of the cores.
func sleepLate() Late {
	late := make([]time.Duration, sleeps)
	for i := range late {
		began := time.Now()
		time.Sleep(time.Millisecond)
		late[i] = time.Since(began) - time.Millisecond
	}
	slices.Sort(late)
	ms := func(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
	return Late{P50: ms(late[sleeps/2]), Max: ms(late[sleeps-1])}
}

func onLoopback(ctx context.Context, try func(context.Context, netip.AddrPort) error) Attempt {
	var config net.ListenConfig
	listener, err := config.Listen(ctx, "tcp4", "127.0.0.1:0")
	if err != nil {
		return attempt(fmt.Errorf("cannot listen on loopback: %w", err))
	}
	defer func() { _ = listener.Close() }()
	address, err := netip.ParseAddrPort(listener.Addr().String())
	if err != nil {
		return attempt(err)
	}
	ctx, cancel := context.WithTimeout(ctx, loopbackTimeout)
	defer cancel()
	return attempt(try(ctx, address))
}

// halfOpen resets a handshake instead of acknowledging it, and looks whether the SYN was the only segment that left.
func halfOpen(ctx context.Context, address netip.AddrPort) error {
	one := uint32(1)
	parsed, err := exchange.Parse(exchange.Spec{
		Target:    address.String(),
		Handshake: "half-open",
		Ending:    &exchange.Ending{Kind: "rst"},
		Prove:     &exchange.Proof{SegsOut: &one, Ended: "rst"},
	})
	if err != nil {
		return err
	}
	result := parsed.Run(ctx, exchange.RunOptions{Target: address})
	switch {
	case result.Error != "":
		return fmt.Errorf("%s", result.Error)
	case !result.Verified:
		return fmt.Errorf("%s", result.Unproven)
	}
	return nil
}

func acceptQueue(_ context.Context, address netip.AddrPort) error {
	reader, err := sockdiag.Open()
	if err != nil {
		return err
	}
	defer func() { _ = reader.Close() }()
	_, err = reader.Queue(address)
	return err
}

func examineTarget(ctx context.Context, given string) *Target {
	target := &Target{Given: given}
	address, err := lookUp(ctx, given)
	if err != nil {
		target.Reached, target.Cause = attempt(err), string(exchange.Harness)
		return target
	}
	target.Address = address.String()
	parsed, err := exchange.Parse(exchange.Spec{Target: target.Address, TimeoutMs: targetTimeoutMs})
	if err != nil {
		target.Reached = attempt(err)
		return target
	}
	result := parsed.Run(ctx, exchange.RunOptions{Target: address})
	target.Cause = string(result.Cause)
	target.ConnectMs = float64(result.ConnectTime.Microseconds()) / 1000
	target.Reached = Attempt{OK: result.Connected, Why: printable.Line(result.Error, longest)}
	target.Local, target.Process = attempt(acceptQueue(ctx, address)), process(address)
	return target
}

// lookUp takes the first address of a name, of IPv4 where it has one.
func lookUp(ctx context.Context, given string) (netip.AddrPort, error) {
	host, port, err := net.SplitHostPort(given)
	if err != nil {
		return netip.AddrPort{}, err
	}
	ctx, cancel := context.WithTimeout(ctx, lookUpTimeout)
	defer cancel()
	number, err := net.DefaultResolver.LookupPort(ctx, "tcp", port)
	if err != nil {
		return netip.AddrPort{}, err
	}
	found, err := net.DefaultResolver.LookupNetIP(ctx, "ip", host)
	if err != nil {
		return netip.AddrPort{}, err
	}
	first := found[0]
	for _, address := range found {
		if address.Unmap().Is4() {
			first = address
			break
		}
	}
	return netip.AddrPortFrom(first.Unmap(), uint16(number)), nil // #nosec G115 -- LookupPort returns 0 to 65535
}

func process(address netip.AddrPort) Attempt {
	watcher, err := processwatch.Open()
	if err != nil {
		return attempt(err)
	}
	defer func() { _ = watcher.Close() }()
	sample, err := watcher.Read(address)
	if err != nil {
		return attempt(err)
	}
	return Attempt{OK: sample.Usage != nil, Why: printable.Line(sample.Reason, longest)}
}
