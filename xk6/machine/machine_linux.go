package machine

import (
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/sys/unix"
)

// platformLimits reads below root, so that tests can have machines of their own.
func platformLimits(root string) Limits {
	return Limits{
		Descriptors: descriptors(),
		Ports:       ports(root),
		MemoryBytes: least(availableBytes(root), cgroupBytes(root)),
	}
}

func descriptors() *int64 {
	var limit unix.Rlimit
	if unix.Getrlimit(unix.RLIMIT_NOFILE, &limit) != nil || limit.Cur > math.MaxInt64 {
		return nil
	}
	count := int64(limit.Cur)
	return &count
}

// ports: the range holds for IPv6 too.
func ports(root string) *Ports {
	fields := strings.Fields(read(root, "proc/sys/net/ipv4/ip_local_port_range"))
	if len(fields) != 2 {
		return nil
	}
	from, to := number(fields[0]), number(fields[1])
	if from == nil || to == nil || *from > *to {
		return nil
	}
	return &Ports{From: int(*from), To: int(*to)}
}

// availableBytes are those that the kernel would give without swapping.
func availableBytes(root string) *int64 {
	for line := range strings.Lines(read(root, "proc/meminfo")) {
		fields := strings.Fields(line)
		if len(fields) < 2 || fields[0] != "MemAvailable:" {
			continue
		}
		if kilobytes := number(fields[1]); kilobytes != nil {
			available := *kilobytes * 1024
			return &available
		}
	}
	return nil
}

// cgroupBytes are what is left of the tightest limit between this process's group and the root of all.
func cgroupBytes(root string) *int64 {
	var left *int64
	for line := range strings.Lines(read(root, "proc/self/cgroup")) {
		parts := strings.SplitN(strings.TrimSpace(line), ":", 3)
		if len(parts) != 3 {
			continue
		}
		base, limit, used := "", "", ""
		switch {
		case parts[0] == "0" && parts[1] == "":
			base, limit, used = "sys/fs/cgroup", "memory.max", "memory.current"
		case parts[1] == "memory":
			base, limit, used = "sys/fs/cgroup/memory", "memory.limit_in_bytes", "memory.usage_in_bytes"
		default:
			continue
		}
		for group := filepath.Clean("/" + parts[2]); ; group = filepath.Dir(group) {
			left = least(left, unused(root, filepath.Join(base, group), limit, used))
			if group == "/" {
				break
			}
		}
	}
	return left
}

// unused: the page cache counts as used, but the kernel gives it back when it is asked for memory.
func unused(root, group, limit, used string) *int64 {
	most := number(strings.TrimSpace(read(root, group, limit)))
	now := number(strings.TrimSpace(read(root, group, used)))
	if most == nil || now == nil {
		return nil
	}
	left := *most - *now
	for line := range strings.Lines(read(root, group, "memory.stat")) {
		fields := strings.Fields(line)
		if len(fields) == 2 && (fields[0] == "inactive_file" || fields[0] == "total_inactive_file") {
			if cached := number(fields[1]); cached != nil {
				left += *cached
			}
			break
		}
	}
	left = max(left, 0)
	return &left
}

func least(a, b *int64) *int64 {
	if a == nil || b != nil && *b < *a {
		return b
	}
	return a
}

// number is nil for what is none, such as "max".
func number(text string) *int64 {
	value, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		return nil
	}
	return &value
}

func read(path ...string) string {
	text, err := os.ReadFile(filepath.Join(path...)) // #nosec G304 -- files of the kernel, below /proc and /sys
	if err != nil {
		return ""
	}
	return string(text)
}
