package processwatch

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"syscall"
	"testing"
	"time"
)

// The files are this process's own, which writes to others as well: go test keeps a log.
func TestLogBytesGrowWithWhatIsAppendedAndNeverFall(t *testing.T) {
	folder := t.TempDir()
	path := filepath.Join(folder, "log")
	must(t, os.WriteFile(path, []byte("of before\n"), 0o600))
	log := openFile(t, path, os.O_APPEND)
	files := lookedAt{t: t, folder: folder}
	files.want("the first look", 0)

	write(t, log, "0123456789")
	files.want("what was in the file before does not count, although the position leaps over it", 10)
	duplicate := openFile(t, path, os.O_APPEND)
	write(t, duplicate, "01234")
	files.want("two descriptors of one file are one file", 5)

	must(t, os.Truncate(path, 0))
	write(t, log, "012")
	files.want("a file that was cut has grown from its start", 3)

	rotated := openFile(t, filepath.Join(folder, "new"), os.O_CREATE|os.O_APPEND)
	write(t, rotated, "0123456")
	must(t, log.Close())
	must(t, duplicate.Close())
	files.want("a new file counts whole, and one that is closed keeps what it brought", 7)

	older := filepath.Join(folder, "older")
	must(t, os.WriteFile(older, []byte("of others\n"), 0o600))
	files.want("nothing", 0)
	time.Sleep(2 * coarse) // as long as a file's birth may seem to lie back
	files.want("nothing", 0)
	late := openFile(t, older, os.O_APPEND)
	write(t, late, "0")
	files.want("of a file that was there before and is opened now nobody knows what was in it", 0)
	write(t, late, "01")
	files.want("from then on it counts", 2)

	_, err := late.Seek(0, 0)
	must(t, err)
	reader, err := os.Open(path)
	must(t, err)
	defer reader.Close()
	_, err = reader.Read(make([]byte, 3))
	must(t, err)
	files.want("neither seeking nor reading is writing", 0)
}

func TestAPositionThatFallsInAFileThatWasNotCutIsNoWriting(t *testing.T) {
	w := fileWrites{}
	at := func(position, size int64) map[fileID]writtenFile {
		return map[fileID]writtenFile{{inode: 1}: {position: position, size: size}}
	}
	for i, c := range []struct{ position, size, total int64 }{
		{100, 100, 100},
		{150, 150, 150},
		{10, 150, 150},  // back to a header
		{200, 200, 200}, // and on
		{200, 0, 200},   // cut by somebody else; the position is from before
		{205, 205, 205}, // a sparse file
		{4, 4, 209},     // cut by the writer itself
	} {
		w.add(at(c.position, c.size), time.Now())
		if w.total != c.total {
			t.Errorf("look %d: %d, want %d", i, w.total, c.total)
		}
	}
}

func TestWrittenBytesNeverFallAsProcessesComeAndGo(t *testing.T) {
	const second = uint64(time.Second / tick)
	p := func(pid, parent int, started uint64, bytes int64) processWrites {
		one := process{started: started, parent: parent}
		one.proc.PID = pid
		return processWrites{process: one, bytes: bytes}
	}
	var b bytesWritten
	for i, look := range []struct {
		now   []processWrites
		total int64
	}{
		{[]processWrites{p(1, 0, 1, 100), p(2, 1, 1, 10)}, 110},
		{[]processWrites{p(1, 0, 1, 110), p(2, 1, 1, 15), p(3, 9, 10*second, 7)}, 132}, // 3 is new
		{[]processWrites{p(1, 0, 1, 110), p(3, 9, 10*second, 9)}, 132},                 // 2 has ended, and 1 will inherit 15
		{[]processWrites{p(1, 0, 1, 125), p(3, 9, 10*second, 9)}, 134},                 // and has
		{[]processWrites{p(1, 0, 1, 126)}, 135},                                        // nobody here inherits of 3
		{[]processWrites{p(1, 0, 1, 127), p(4, 1, 2, 5000)}, 136},                      // 4 is old, and joins only now
		{[]processWrites{p(1, 0, 1, 127), p(4, 1, 2, 5001)}, 137},
		{[]processWrites{p(1, 0, 70*second, 3)}, 140}, // another process of the same number
	} {
		b.add(look.now, time.Duration(10*(i+1))*time.Second)
		if b.total != look.total {
			t.Errorf("look %d: %d, want %d", i, b.total, look.total)
		}
	}
}

func TestFilesAreSearchedForSeldomWhereASearchTakesLong(t *testing.T) {
	path := filepath.Join(t.TempDir(), "log")
	log := openFile(t, path, os.O_CREATE|os.O_APPEND)
	var self process
	self.proc.PID = os.Getpid()
	var w writers
	files := func() map[fileID]writtenFile {
		found, err := w.files([]process{self})
		must(t, err)
		return found
	}
	before := len(files())
	w.searchAt = time.Now().Add(time.Hour)
	write(t, log, "0123456789")
	openFile(t, path+".2", os.O_CREATE)

	found := files()
	if len(found) != before {
		t.Fatalf("%d files, want the %d that were known", len(found), before)
	}
	furthest := int64(0)
	for _, file := range found {
		furthest = max(furthest, file.position)
	}
	if furthest < 10 {
		t.Fatalf("written as far as %d, want what was written since the search", furthest)
	}
	w.searchAt = time.Time{}
	if found := files(); len(found) != before+1 {
		t.Fatalf("%d files after a search, want %d", len(found), before+1)
	}
	// Nothing is known of another process yet.
	w.searchAt = time.Now().Add(time.Hour)
	other := self
	other.proc.PID = os.Getppid()
	searched := w.searched
	_, _ = w.files([]process{self, other})
	if !w.searched.After(searched) {
		t.Fatal("another process was not searched")
	}
}

// A service that keeps every descriptor is looked at up to a limit, and the reading says so.
func TestNoMoreThanSomeDescriptorsAreLookedAt(t *testing.T) {
	for range mostLooked {
		null, err := os.Open(os.DevNull)
		if err != nil {
			t.Skip("this process may not have so many descriptors: ", err)
		}
		defer null.Close()
	}
	var self process
	self.proc.PID = os.Getpid()
	var w writers
	other := self
	other.proc.PID = os.Getppid()
	_, err := w.files([]process{self, other})
	if must(t, err); w.whole {
		t.Fatal("all were looked at")
	}
	w.searchAt = time.Now().Add(time.Hour)
	searched := w.searched
	_, err = w.files([]process{self, other})
	if must(t, err); w.searched != searched {
		t.Fatal("it searches at every look")
	}
}

// lookedAt takes the differences from look to look.
type lookedAt struct {
	t       *testing.T
	folder  string
	writers writers
	files   fileWrites
	last    int64
	not     bool
}

func (l *lookedAt) want(what string, more int64) {
	l.t.Helper()
	self, err := os.Readlink("/proc/self")
	must(l.t, err)
	var one process
	_, err = fmt.Sscan(self, &one.proc.PID)
	must(l.t, err)
	l.writers.searchAt = time.Time{}
	found, err := l.writers.files([]process{one})
	if err != nil || !l.writers.whole {
		l.t.Fatalf("%v, whole: %t", err, l.writers.whole)
	}
	inside := map[uint64]bool{}
	entries, err := os.ReadDir(l.folder)
	must(l.t, err)
	for _, entry := range entries {
		info, err := entry.Info()
		must(l.t, err)
		inside[info.Sys().(*syscall.Stat_t).Ino] = true
	}
	maps.DeleteFunc(found, func(id fileID, _ writtenFile) bool { return !inside[id.inode] })
	l.files.add(found, l.writers.searched)
	if got := l.files.total - l.last; l.not && got != more {
		l.t.Errorf("%s: %d bytes, want %d", what, got, more)
	}
	l.last, l.not = l.files.total, true
}

func openFile(t *testing.T, path string, flags int) *os.File {
	t.Helper()
	file, err := os.OpenFile(path, os.O_WRONLY|flags, 0o600)
	must(t, err)
	t.Cleanup(func() { file.Close() })
	return file
}

func write(t *testing.T, file *os.File, text string) {
	t.Helper()
	_, err := file.WriteString(text)
	must(t, err)
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// As many descriptors as one look asks for, all but a few of them no files.
func BenchmarkALookAtDescriptors(b *testing.B) {
	for range mostLooked {
		null, err := os.Open(os.DevNull)
		if err != nil {
			b.Fatal(err)
		}
		defer null.Close()
	}
	var self process
	self.proc.PID = os.Getpid()
	for b.Loop() {
		var w writers
		if _, err := w.files([]process{self}); err != nil {
			b.Fatal(err)
		}
	}
}
