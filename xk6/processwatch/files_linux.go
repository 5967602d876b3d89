package processwatch

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"

	"golang.org/x/sys/unix"
)

const (
	// mostLooked bounds the descriptors that one look asks for, of all processes together: each costs some microseconds.
	mostLooked = 4096
	// mostFiles bounds the files that are remembered, of which some are closed by now.
	mostFiles = 2 * mostLooked
	// coarse is how far the time of a file's birth may lie behind the clock.
	coarse = 20 * time.Millisecond
)

// fileID tells a file from a later one that was given its number.
type fileID struct {
	major, minor uint32
	inode        uint64
	bornSec      int64
	bornNsec     uint32
}

// writtenFile is a regular file that some process holds open for writing.
type writtenFile struct {
	position, size int64
	appends        bool
	born           time.Time // zero where the file system does not tell
}

// fileWrites adds up by how much the files grew that processes hold open for writing. It goes by their positions, so it sees what
// write(2) puts behind what is there, and neither what is written over nor what pwrite(2) and mmap(2) do.
type fileWrites struct {
	total int64
	marks map[fileID]int64 // as far as each file was written
	seen  time.Time        // the last search for files
}

// add takes what was found at one look, and when files were last searched for. The sum never falls: a file that is closed keeps what it
// brought.
func (w *fileWrites) add(found map[fileID]writtenFile, searched time.Time) {
	first := w.marks == nil
	if first {
		w.marks = map[fileID]int64{}
	}
	for id, file := range found {
		mark, known := w.marks[id]
		switch {
		case !known && first:
			w.total += file.position
			w.marks[id] = file.end()
			continue
		case !known && (file.born.IsZero() || file.born.Before(w.seen.Add(-coarse))):
			// It is older than the last search, and what was in it before is not known.
			w.marks[id] = file.end()
			continue
		case file.size < mark:
			// It was cut. A position beyond its end is from before, and what is before the position was written since.
			if file.position <= file.size {
				w.total += file.position
			}
			w.marks[id] = file.position
			continue
		}
		w.total += max(0, file.position-mark)
		w.marks[id] = max(file.position, mark)
	}
	w.seen = searched
	for id := range w.marks {
		if len(w.marks) <= mostFiles {
			break
		}
		if _, open := found[id]; !open {
			delete(w.marks, id)
		}
	}
}

// end is where the next byte goes: with O_APPEND the position is that of the last write, which may have been none.
func (f writtenFile) end() int64 {
	if f.appends {
		return max(f.position, f.size)
	}
	return f.position
}

// further is the position that tells more of how far the file was written: one beyond its end is from before it was cut.
func (f writtenFile) further(other writtenFile) int64 {
	switch within := f.position <= f.size; {
	case within == (other.position <= f.size):
		return max(f.position, other.position)
	case within:
		return f.position
	}
	return other.position
}

// writers are the descriptors of processes that are files open for writing. A search for them looks at all descriptors, and may take a
// hundredth of the time; in between those that are known are looked at.
type writers struct {
	numbers  map[int][]string // by process
	whole    bool             // the search looked at all descriptors
	searched time.Time
	searchAt time.Time
}

// files looks at the writers. A file that several share, or that one has twice, is one file, as far written as the furthest of them.
func (w *writers) files(processes []process) (map[fileID]writtenFile, error) {
	began := time.Now()
	unknown := func(p process) bool { _, known := w.numbers[p.proc.PID]; return !known }
	search := began.After(w.searchAt) || slices.ContainsFunc(processes, unknown)
	if search {
		w.numbers, w.whole, w.searched = make(map[int][]string, len(processes)), true, began
		for _, p := range processes {
			w.numbers[p.proc.PID] = nil // known, also where there is no room for it
		}
		defer func() {
			now := time.Now()
			w.searchAt = now.Add(searchShare * now.Sub(began))
		}()
	}
	found := map[fileID]writtenFile{}
	room := mostLooked
	for _, p := range processes {
		looked, err := w.addFiles(p.proc.PID, search, room, found)
		if err != nil && !errors.Is(err, fs.ErrNotExist) { // it has not just ended
			return nil, err
		}
		room -= looked
		if search && room == 0 {
			w.whole = false
			break
		}
	}
	return found, nil
}

func (w *writers) addFiles(pid int, search bool, most int, to map[fileID]writtenFile) (looked int, err error) {
	folder, err := os.Open(fmt.Sprintf("/proc/%d/fd", pid))
	if err != nil {
		return 0, err
	}
	defer folder.Close()
	numbers := w.numbers[pid]
	if search {
		numbers, _ = folder.Readdirnames(most) // there are none once it has ended
	}
	var files []string
	for _, number := range numbers {
		id, file, is := writtenFileOf(pid, int(folder.Fd()), number) // #nosec G115 -- a descriptor
		if !is {
			continue
		}
		files = append(files, number)
		if other, twice := to[id]; twice {
			file.position = file.further(other)
			file.appends = file.appends || other.appends
		}
		to[id] = file
	}
	if search {
		w.numbers[pid] = files
	}
	return len(numbers), nil
}

// writtenFileOf is false for what is no regular file, not open for writing, or closed meanwhile.
func writtenFileOf(pid, folder int, number string) (fileID, writtenFile, bool) {
	var stat unix.Statx_t
	// Without a sync, so that a network file system whose server is gone does not hold us up.
	err := unix.Statx(folder, number, unix.AT_STATX_DONT_SYNC,
		unix.STATX_TYPE|unix.STATX_INO|unix.STATX_SIZE|unix.STATX_BTIME, &stat)
	if err != nil || stat.Mode&unix.S_IFMT != unix.S_IFREG {
		return fileID{}, writtenFile{}, false
	}
	info, err := os.ReadFile(fmt.Sprintf("/proc/%d/fdinfo/%s", pid, number))
	if err != nil {
		return fileID{}, writtenFile{}, false
	}
	position, flags, err := positionAndFlags(string(info))
	if err != nil || flags&unix.O_ACCMODE == unix.O_RDONLY {
		return fileID{}, writtenFile{}, false
	}
	id := fileID{major: stat.Dev_major, minor: stat.Dev_minor, inode: stat.Ino}
	file := writtenFile{position: position, size: int64(stat.Size), appends: flags&unix.O_APPEND != 0} // #nosec G115 -- the kernel keeps file sizes in 63 bits
	if stat.Mask&unix.STATX_BTIME != 0 {
		id.bornSec, id.bornNsec = stat.Btime.Sec, stat.Btime.Nsec
		file.born = time.Unix(stat.Btime.Sec, int64(stat.Btime.Nsec))
	}
	return id, file, true
}

// positionAndFlags are the first two lines of a file in fdinfo, "pos:\t0" and "flags:\t0100002" (octal), see proc_pid_fdinfo(5).
func positionAndFlags(info string) (position int64, flags uint64, err error) {
	for line := range strings.Lines(info) {
		name, value, _ := strings.Cut(line, ":")
		value = strings.TrimSpace(value)
		switch name {
		case "pos":
			position, err = strconv.ParseInt(value, 10, 64)
		case "flags":
			flags, err = strconv.ParseUint(value, 8, 64)
			return position, flags, err
		}
		if err != nil {
			return 0, 0, err
		}
	}
	return 0, 0, fmt.Errorf("no flags in %q", info)
}
