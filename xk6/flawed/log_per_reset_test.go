package flawed_test

import (
	"net"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/probe-storm/probe-storm/xk6/flawed"
)

func TestLogPerResetWritesALineForEachConnectionWithoutARequest(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("a file without a name can be looked at only in Linux's /proc")
	}
	for name, end := range map[string]func(*testing.T, *net.TCPConn){"RSTs": reset, "FINs": leave} {
		t.Run(name, func(t *testing.T) {
			folder := t.TempDir()
			t.Setenv("TMPDIR", folder)
			server := start(t, "log-per-reset")
			for range 10 {
				end(t, dial(t, server))
				logIn(t, server)
			}
			await(t, server, func(r flawed.Record) bool {
				return r.Accepted == 20 && r.Open == 0 && len(written(t, folder)) == 10*120
			})
			if lines := strings.SplitAfter(written(t, folder), "\n"); len(lines) != 11 || !strings.HasPrefix(lines[9], "ERROR connection from 127.0.0.1:") {
				t.Errorf("%q", lines)
			}
			if left, err := os.ReadDir(folder); err != nil || len(left) > 0 {
				t.Errorf("left behind: %v, %v", left, err)
			}
			server.Stop()
			if open := descriptorOf(t, folder); open != "" {
				t.Errorf("%s is open after the stop", open)
			}
		})
	}
}

// written is what the removed log below a folder holds.
func written(t *testing.T, folder string) string {
	t.Helper()
	content, err := os.ReadFile(descriptorOf(t, folder))
	if err != nil {
		t.Fatal(err)
	}
	return string(content)
}

// descriptorOf is this process's descriptor of a file below a folder, as a path in /proc; empty when it has none.
func descriptorOf(t *testing.T, folder string) string {
	t.Helper()
	descriptors, err := filepath.Glob("/proc/self/fd/*")
	if err != nil {
		t.Fatal(err)
	}
	for _, descriptor := range descriptors {
		if name, err := os.Readlink(descriptor); err == nil && strings.HasPrefix(name, folder+"/") {
			return descriptor
		}
	}
	return ""
}
