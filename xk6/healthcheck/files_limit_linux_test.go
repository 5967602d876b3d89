package healthcheck

import (
	"os/signal"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/sys/unix"
)

// The limit on file sizes stands in for a disk that is full: a write ends short.
func TestAFileThatCannotBeWrittenLeavesTheOldOne(t *testing.T) {
	folder := t.TempDir()
	path := filepath.Join(folder, "journal.json")
	vu := newTestVU(t, newRoot()).with("path", path).with("long", strings.Repeat("x", 1<<19))
	vu.with("folder", folder).run(`hc.prepareFolder(folder)`)
	vu.run(`hc.writeFile(path, "old")`)
	limitFileSize(t, 1<<18) // go test keeps a log of its own, of some kilobytes

	assert.Contains(t, vu.message(`hc.writeFile(path, long)`), "file too large")
	assert.Contains(t, vu.message(`hc.prepareFolder(folder)`), "file too large")

	assert.Equal(t, "old", content(t, path))
	assert.Equal(t, []string{"journal.json"}, names(t, folder))
}

func limitFileSize(t *testing.T, bytes uint64) {
	t.Helper()
	var before unix.Rlimit
	require.NoError(t, unix.Getrlimit(unix.RLIMIT_FSIZE, &before))
	signal.Ignore(unix.SIGXFSZ) // else the kernel ends the process instead of the write
	require.NoError(t, unix.Setrlimit(unix.RLIMIT_FSIZE, &unix.Rlimit{Cur: bytes, Max: before.Max}))
	t.Cleanup(func() {
		require.NoError(t, unix.Setrlimit(unix.RLIMIT_FSIZE, &before))
		signal.Reset(unix.SIGXFSZ)
	})
}
