package healthcheck

import (
	"os"
)

// cwd is where the process runs: k6's own CWD is the script's folder, but people name files from where they stand.
func cwd() (string, error) {
	return os.Getwd()
}

// prepareFolder makes a folder with all its parents and proves by a file of its own that it can be written. It tells what
// is wrong, or nothing: whether results can be stored must be known before a long run, not after it.
func prepareFolder(path string) string {
	if err := os.MkdirAll(path, 0o755); err != nil {
		return oneLine(err.Error())
	}
	probe, err := os.CreateTemp(path, ".probe-storm-*")
	if err != nil {
		return oneLine(err.Error())
	}
	if err := probe.Close(); err != nil {
		return oneLine(err.Error())
	}
	if err := os.Remove(probe.Name()); err != nil {
		return oneLine(err.Error())
	}
	return ""
}
