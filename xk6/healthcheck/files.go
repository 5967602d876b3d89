package healthcheck

import (
	"errors"
	"io"
	"os"
)

// probeSize is more than the reports of an hour take.
const probeSize = 1 << 20

// cwd is where the process runs: k6's own CWD is the script's folder, but people name files from where they stand.
func cwd() (string, error) {
	return os.Getwd()
}

// prepareFolder makes a folder with all its parents and proves by a file of its own that it takes as much as reports need. It
// tells what is wrong, or nothing: whether results can be stored must be known before a long run, not after it.
func prepareFolder(path string) string {
	if err := os.MkdirAll(path, 0o755); err != nil {
		return oneLine(err.Error())
	}
	probe, err := os.CreateTemp(path, ".probe-storm-*")
	if err != nil {
		return oneLine(err.Error())
	}
	err = fill(probe, string(make([]byte, probeSize)))
	if err := errors.Join(err, os.Remove(probe.Name())); err != nil {
		return oneLine(err.Error())
	}
	return ""
}

// writeFile puts a file in the place of the one there may be, whole or not at all: on a disk that is full the old one stays. It
// tells what is wrong, or nothing.
func writeFile(path, content string) string {
	draft := path + ".partial"
	file, err := os.OpenFile(draft, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o666)
	if err != nil {
		return oneLine(err.Error())
	}
	if err = fill(file, content); err == nil {
		err = os.Rename(draft, path)
	}
	if err != nil {
		return oneLine(errors.Join(err, os.Remove(draft)).Error())
	}
	return ""
}

// fill writes, and closes. Some file systems find room only when they must: at the sync, or at the close.
func fill(file *os.File, content string) error {
	_, err := io.WriteString(file, content)
	if err == nil {
		err = file.Sync()
	}
	return errors.Join(err, file.Close())
}
