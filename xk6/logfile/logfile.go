// Package logfile follows a log that somebody else writes: how many bytes and lines were appended since the first look.
package logfile

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"syscall"
)

const (
	// mostRead bounds what one look reads; what is beyond it is counted by the file's size.
	mostRead = 16 << 20
	chunk    = 64 << 10
	// mostLine bounds the line that is kept as an example.
	mostLine = 1024
)

// Count is what was appended since the first look.
type Count struct {
	// Bytes are all; Unread those of them that were too many to be read, so that their lines are not among Lines.
	Bytes, Unread int64
	// Lines are line ends.
	Lines int64
}

// Follower follows one file by its name. When the name is given to another file, as a rotation does, the old one is read to its end
// first. It is for one goroutine at a time.
type Follower struct {
	path string
	// looked: there was a file, or none, at a look before. So what is found under the name from now on was all written since.
	looked bool
	file   *os.File
	offset int64
	count  Count
	line   lineFinder
}

// Follow names the file; the first Look decides from where on it counts.
func Follow(path string) *Follower { return &Follower{path: path} }

// Close closes the file.
func (f *Follower) Close() {
	if f.file != nil {
		_ = f.file.Close()
		f.file = nil
	}
}

// Look counts what was appended since the last look and returns the sum, and a line among what was appended since then: empty when
// no whole line was. A file that is away for a while, between two files of a rotation, is no error.
func (f *Follower) Look() (sum Count, line string, err error) {
	f.line.found = nil
	room := int64(mostRead)
	if f.file == nil {
		err := f.open(f.looked)
		f.looked = f.looked || err == nil || errors.Is(err, fs.ErrNotExist)
		if err != nil {
			return f.count, "", err
		}
	}
	if err := f.read(&room); err != nil {
		return f.count, "", err
	}
	named, err := os.Stat(f.path)
	if err == nil {
		var same bool
		if same, err = f.holds(named); err == nil && !same {
			f.Close()
			if err = f.open(true); err == nil {
				err = f.read(&room)
			}
		}
	}
	if errors.Is(err, fs.ErrNotExist) {
		err = nil
	}
	return f.count, string(f.line.found), err
}

func (f *Follower) holds(named fs.FileInfo) (bool, error) {
	held, err := f.file.Stat()
	return err == nil && os.SameFile(held, named), err
}

// open takes regular files alone: opening a FIFO or a device may act on the program behind it.
func (f *Follower) open(fromStart bool) error {
	if err := refuseUnlessRegular(os.Stat(f.path)); err != nil {
		return err
	}
	// Should it have become a FIFO in between, nobody is waited for.
	file, err := os.OpenFile(f.path, os.O_RDONLY|syscall.O_NONBLOCK, 0)
	if err != nil {
		return err
	}
	info, err := file.Stat()
	if err := refuseUnlessRegular(info, err); err != nil {
		return errors.Join(err, file.Close())
	}
	f.file = file
	if fromStart {
		f.goTo(0)
	} else {
		f.goTo(info.Size())
	}
	return nil
}

// goTo has the next read begin there, which may be inside of a line.
func (f *Follower) goTo(offset int64) {
	before := []byte{'\n'}
	if offset > 0 {
		_, _ = f.file.ReadAt(before, offset-1) // unread, it stays the end of a line: an example may then lack its beginning
	}
	f.offset = offset
	f.line.begin(before[0] == '\n')
}

func refuseUnlessRegular(info fs.FileInfo, err error) error {
	if err == nil && !info.Mode().IsRegular() {
		err = fmt.Errorf("%s is no regular file but %s", info.Name(), kindOf(info.Mode()))
	}
	return err
}

func kindOf(mode fs.FileMode) string {
	switch {
	case mode.IsDir():
		return "a folder"
	case mode&fs.ModeNamedPipe != 0:
		return "a FIFO"
	case mode&fs.ModeSocket != 0:
		return "a socket"
	case mode&fs.ModeDevice != 0:
		return "a device"
	}
	return "something else"
}

// read goes from where the last look ended to where the file ends now.
func (f *Follower) read(room *int64) error {
	info, err := f.file.Stat()
	if err != nil {
		return err
	}
	size := info.Size()
	if size < f.offset { // it was cut, and written from its start
		f.goTo(0)
	}
	reader := io.NewSectionReader(f.file, f.offset, min(size-f.offset, *room))
	buffer := make([]byte, min(chunk, max(1, reader.Size())))
	for {
		n, err := reader.Read(buffer)
		f.offset += int64(n)
		f.count.Bytes += int64(n)
		*room -= int64(n)
		f.count.Lines += f.line.add(buffer[:n])
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return err
		}
	}
	// Cut while it was read, it is shorter than it was: the next look sees to that.
	if beyond := size - f.offset; *room == 0 && beyond > 0 {
		f.goTo(size)
		f.count.Bytes += beyond
		f.count.Unread += beyond
	}
	return nil
}

// lineFinder counts line ends and keeps the first whole line since found was emptied, or its first mostLine bytes.
type lineFinder struct {
	found   []byte
	partial []byte
	inside  bool // the beginning of this line was not seen
}

func (l *lineFinder) begin(atLineStart bool) {
	l.partial = l.partial[:0]
	l.inside = !atLineStart
}

func (l *lineFinder) add(text []byte) (ends int64) {
	ends = int64(bytes.Count(text, []byte{'\n'}))
	for len(text) > 0 && l.found == nil {
		line, rest, whole := bytes.Cut(text, []byte{'\n'})
		l.partial = append(l.partial, line[:min(len(line), max(0, mostLine-len(l.partial)))]...)
		if whole {
			if !l.inside && len(bytes.TrimSpace(l.partial)) > 0 {
				l.found = bytes.Clone(l.partial)
			}
			l.begin(true)
		}
		text = rest
	}
	if len(text) > 0 {
		l.keepTail(text)
	}
	return ends
}

// keepTail remembers the line that has begun, for the next look.
func (l *lineFinder) keepTail(text []byte) {
	if end := bytes.LastIndexByte(text, '\n'); end >= 0 {
		l.begin(true)
		text = text[end+1:]
	}
	l.partial = append(l.partial, text[:min(len(text), max(0, mostLine-len(l.partial)))]...)
}
