package doctor

import (
	"math"
	"os"
	"strconv"
	"strings"
	"syscall"

	"github.com/prometheus/procfs"
	"golang.org/x/sys/unix"
)

// mostProcesses are looked at: a machine with more has shown by then what can be seen.
const mostProcesses = 2000

func examinePlatform(report *Report) {
	report.MostDescriptors = mostDescriptors()
	report.Capture = attempt(openPacketSocket())
	report.Processes = otherProcesses()
	report.TimeWait = timeWait()
	report.Somaxconn = setting("net/core/somaxconn")
	report.SynRetries = setting("net/ipv4/tcp_syn_retries")
}

func mostDescriptors() *int64 {
	var limit unix.Rlimit
	if unix.Getrlimit(unix.RLIMIT_NOFILE, &limit) != nil || limit.Max > math.MaxInt64 {
		return nil
	}
	most := int64(limit.Max)
	return &most
}

// openPacketSocket is what tcpdump begins with: it needs CAP_NET_RAW. Without a protocol the socket gets no packet.
func openPacketSocket() error {
	fd, err := unix.Socket(unix.AF_PACKET, unix.SOCK_RAW|unix.SOCK_CLOEXEC, 0)
	if err != nil {
		return err
	}
	return unix.Close(fd)
}

func otherProcesses() (others Others) {
	all, err := procfs.AllProcs()
	if err != nil {
		return others
	}
	for _, proc := range all[:min(len(all), mostProcesses)] {
		info, err := os.Stat("/proc/" + strconv.Itoa(proc.PID))
		if err != nil {
			continue
		}
		owner, ok := info.Sys().(*syscall.Stat_t)
		if !ok || int(owner.Uid) == os.Geteuid() {
			continue
		}
		others.Visible++
		if _, err := proc.FileDescriptorTargets(); err == nil {
			others.Readable++
		}
	}
	return others
}

func timeWait() *int64 {
	fs, err := procfs.NewDefaultFS()
	if err != nil {
		return nil
	}
	stat, err := fs.NetSockstat()
	if err != nil {
		return nil
	}
	for _, protocol := range stat.Protocols {
		if protocol.Protocol == "TCP" && protocol.TW != nil {
			count := int64(*protocol.TW)
			return &count
		}
	}
	return nil
}

func setting(name string) *int64 {
	text, err := os.ReadFile("/proc/sys/" + name) // #nosec G304 -- names of this file
	if err != nil {
		return nil
	}
	value, err := strconv.ParseInt(strings.TrimSpace(string(text)), 10, 64)
	if err != nil {
		return nil
	}
	return &value
}
