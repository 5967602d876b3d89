package logfile_test

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/probe-storm/probe-storm/xk6/logfile"
)

func TestWhatIsAppendedAfterTheFirstLookCounts(t *testing.T) {
	log := newLog(t)
	log.append("old\nold\nbegun")
	log.want(0, 0, "")
	log.append(" before\n")
	log.want(8, 1, "")
	log.append("one\ntwo\nthr")
	log.want(19, 3, "one")
	log.append("ee\n")
	log.want(22, 4, "three")
	log.want(22, 4, "")
}

func TestARotatedLogIsReadToItsEndAndThenTheNewOne(t *testing.T) {
	log := newLog(t)
	log.append("old\n")
	log.want(0, 0, "")
	log.append("one\n")
	must(t, os.Rename(log.path, log.path+".1"))
	log.want(4, 1, "one") // and no new one yet
	must(t, os.WriteFile(log.path, []byte("three\nfour\n"), 0o600))
	old, err := os.OpenFile(log.path+".1", os.O_WRONLY|os.O_APPEND, 0)
	must(t, err)
	_, err = old.WriteString("two\n")
	must(t, err)
	must(t, old.Close())
	log.want(19, 4, "two")
	log.append("five\n")
	log.want(24, 5, "five")
}

func TestALogThatIsCutIsReadFromItsStart(t *testing.T) {
	log := newLog(t)
	log.append("a long line of before\n")
	log.want(0, 0, "")
	must(t, os.Truncate(log.path, 0))
	log.append("short\n")
	log.want(6, 1, "short")
}

func TestALogThatIsNotThereYetCountsFromItsStart(t *testing.T) {
	log := newLog(t)
	if _, _, err := log.Look(); !os.IsNotExist(err) {
		t.Fatalf("%v; want that there is none", err)
	}
	log.append("one\n")
	log.want(4, 1, "one")
}

func TestMoreThanOneLookReadsIsCountedBySizeAndSaidSo(t *testing.T) {
	log := newLog(t)
	log.append("")
	log.want(0, 0, "")
	line := strings.Repeat("x", 1023) + "\n"
	log.append(strings.Repeat(line, 16<<10) + "unread\nunread\n")
	count, _, err := log.Look()
	if want := (logfile.Count{Bytes: 16<<20 + 14, Unread: 14, Lines: 16 << 10}); err != nil || count != want {
		t.Fatalf("%+v, %v; want %+v", count, err, want)
	}
	log.append("one\ntwo\n")
	if count, line, err = log.Look(); err != nil || count.Lines != 16<<10+2 || line != "one" {
		t.Fatalf("%+v, %q, %v; want two lines more, and the first of them", count, line, err)
	}
}

func TestAnExampleOfALongLineIsShort(t *testing.T) {
	log := newLog(t)
	log.append("")
	log.want(0, 0, "")
	log.append(strings.Repeat("x", 100_000) + "\n")
	if _, line, err := log.Look(); err != nil || line != strings.Repeat("x", 1024) {
		t.Fatalf("%d bytes, %v", len(line), err)
	}
}

func TestWhatIsNoRegularFileIsRefused(t *testing.T) {
	fifo := filepath.Join(t.TempDir(), "fifo")
	must(t, syscall.Mkfifo(fifo, 0o600))
	for path, why := range map[string]string{fifo: "a FIFO", os.DevNull: "a device", t.TempDir(): "a folder"} {
		_, _, err := logfile.Follow(path).Look()
		if err == nil || !strings.HasSuffix(err.Error(), "is no regular file but "+why) {
			t.Errorf("%s: %v", path, err)
		}
	}
}

// log is a file that is written and followed.
type log struct {
	*logfile.Follower
	t    *testing.T
	path string
}

func newLog(t *testing.T) log {
	path := filepath.Join(t.TempDir(), "log")
	follower := logfile.Follow(path)
	t.Cleanup(follower.Close)
	return log{Follower: follower, t: t, path: path}
}

func (l log) append(text string) {
	l.t.Helper()
	file, err := os.OpenFile(l.path, os.O_WRONLY|os.O_APPEND|os.O_CREATE, 0o600)
	must(l.t, err)
	_, err = file.WriteString(text)
	must(l.t, err)
	must(l.t, file.Close())
}

func (l log) want(bytes, lines int64, line string) {
	l.t.Helper()
	count, found, err := l.Look()
	if want := (logfile.Count{Bytes: bytes, Lines: lines}); err != nil || count != want || found != line {
		l.t.Fatalf("%+v, %q, %v; want %+v, %q", count, found, err, want, line)
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
