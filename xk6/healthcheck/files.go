package healthcheck

import (
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
)

// probeSize is more than the reports of an hour take.
const probeSize = 1 << 20

// cwd is where the process runs: k6's own CWD is the script's folder, but people name files from where they stand.
func cwd() (string, error) {
	return os.Getwd()
}

type fileLook struct {
	Device bool  `js:"device"`
	Bytes  int64 `js:"bytes"`
}

// lookAt tells what k6's open() would read: it reads a device such as /dev/zero until no memory is left. null when it cannot be looked at.
func lookAt(path string) any {
	info, err := os.Stat(path)
	if err != nil {
		return nil
	}
	return &fileLook{Device: info.Mode()&os.ModeDevice != 0, Bytes: info.Size()}
}

// folders are those that scripts may write into: a script is a program of somebody else's, and k6 lets it write nowhere. A folder stays
// open, so that what is put into its place later changes nothing, and os.Root follows no link out of it.
type folders struct {
	mutex    sync.Mutex
	accepted map[string]*os.Root // by absolute path
}

// prepare makes a folder with all its parents and proves by a file of its own that it takes as much as reports need: whether results can be
// stored must be known before a long run, not after it. The error is one line.
func (f *folders) prepare(path string) error { return inOneLine(f.accept(path)) }

func (f *folders) accept(path string) error {
	absolute, err := filepath.Abs(path)
	if err != nil {
		return err
	}
	// #nosec G301 -- reports are for everybody; the umask narrows it
	if err := os.MkdirAll(absolute, 0o755); err != nil {
		return err
	}
	folder, err := os.OpenRoot(absolute)
	if err != nil {
		return err
	}
	draft := draftOf("probe-storm")
	err = withoutPath(fill(folder, draft, string(make([]byte, probeSize))))
	if err := errors.Join(err, remove(folder, draft)); err != nil {
		return errors.Join(err, folder.Close())
	}
	f.mutex.Lock()
	defer f.mutex.Unlock()
	if before := f.accepted[absolute]; before != nil {
		_ = before.Close()
	}
	if f.accepted == nil {
		f.accepted = map[string]*os.Root{}
	}
	f.accepted[absolute] = folder
	return nil
}

// write puts a file in the place of the one there may be, whole or not at all: on a disk that is full the old one stays. The error is one
// line.
func (f *folders) write(path, content string) error {
	f.mutex.Lock()
	defer f.mutex.Unlock()
	return inOneLine(f.replace(path, content))
}

func (f *folders) replace(path, content string) error {
	absolute, err := filepath.Abs(path)
	if err != nil {
		return err
	}
	folder, accepted := f.accepted[filepath.Dir(absolute)]
	if !accepted {
		return fmt.Errorf("writeFile: %q is refused: prepareFolder has not accepted its folder", path)
	}
	name := filepath.Base(absolute)
	draft := draftOf(name)
	err = fill(folder, draft, content)
	if err == nil {
		err = folder.Rename(draft, name)
	}
	if err != nil {
		return errors.Join(withoutPath(err), remove(folder, draft))
	}
	syncFolder(folder)
	return nil
}

// draftOf is a name that nobody can have put a link at.
func draftOf(name string) string { return "." + name + "-" + rand.Text() + ".partial" }

// withoutPath leaves the name of a draft out of its error: nobody has given that name, and it is another one each time.
func withoutPath(err error) error {
	if path := (*fs.PathError)(nil); errors.As(err, &path) {
		return path.Err
	}
	if link := (*os.LinkError)(nil); errors.As(err, &link) {
		return link.Err
	}
	return err
}

func remove(folder *os.Root, name string) error {
	if err := folder.Remove(name); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

// syncFolder has the new name outlast a loss of power, where the system can do that: the file is there in any case.
func syncFolder(folder *os.Root) {
	if file, err := folder.Open("."); err == nil {
		_ = file.Sync()
		_ = file.Close()
	}
}

// fill writes a new file. Some file systems find room only when they must: at the sync, or at the close.
func fill(folder *os.Root, name, content string) error {
	file, err := folder.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return err
	}
	_, err = io.WriteString(file, content)
	if err == nil {
		err = file.Sync()
	}
	return errors.Join(err, file.Close())
}
