package processwatch

import (
	"fmt"
	"os"
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
	seen  time.Time        // the last look
}

// add takes what was found at one look. The sum never falls: a file that is closed keeps what it brought.
func (w *fileWrites) add(found map[fileID]writtenFile, now time.Time) {
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
			// It is older than the last look, and what was in it before is not known.
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
	w.seen = now
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

// writtenFiles looks at the descriptors of processes. A file that several share, or that one has twice, is one file, as far written
// as the furthest of them. whole: all descriptors were looked at.
func writtenFiles(processes []process) (found map[fileID]writtenFile, whole bool, err error) {
	found = map[fileID]writtenFile{}
	room := mostLooked
	for _, p := range processes {
		looked, err := addWrittenFiles(p.proc.PID, room, found)
		if err != nil {
			return nil, false, err
		}
		if looked == room {
			return found, false, nil
		}
		room -= looked
	}
	return found, true, nil
}

func addWrittenFiles(pid, most int, to map[fileID]writtenFile) (looked int, err error) {
	folder, err := os.Open(fmt.Sprintf("/proc/%d/fdinfo", pid))
	if err != nil {
		return 0, err
	}
	defer folder.Close()
	numbers, err := folder.Readdirnames(most) // with most == 0 it would read all
	if len(numbers) == 0 {
		return 0, nil // the process has ended, or has no descriptor
	}
	for _, number := range numbers {
		id, file, is := writtenFileOf(pid, number)
		if !is {
			continue
		}
		if other, twice := to[id]; twice {
			file.position = file.further(other)
			file.appends = file.appends || other.appends
		}
		to[id] = file
	}
	return len(numbers), nil
}

// writtenFileOf is false for what is no regular file, not open for writing, or closed meanwhile.
func writtenFileOf(pid int, number string) (fileID, writtenFile, bool) {
	var stat unix.Statx_t
	// Without a sync, so that a network file system whose server is gone does not hold us up.
	err := unix.Statx(unix.AT_FDCWD, fmt.Sprintf("/proc/%d/fd/%s", pid, number), unix.AT_STATX_DONT_SYNC,
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
	file := writtenFile{position: position, size: int64(stat.Size), appends: flags&unix.O_APPEND != 0}
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
