package healthcheck

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestAFolderIsMadeAndLeftEmpty(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "a", "b")
	vu := newTestVU(t, newRoot()).with("folder", folder)

	assert.Empty(t, vu.run(`hc.prepareFolder(folder)`).String())

	left, err := os.ReadDir(folder)
	require.NoError(t, err)
	assert.Empty(t, left)
	assert.Empty(t, vu.run(`hc.prepareFolder(folder)`).String(), "one that exists will do")
}

func TestAFolderThatCannotBeMadeSaysWhy(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	require.NoError(t, os.WriteFile(file, nil, 0o600))
	vu := newTestVU(t, newRoot()).with("folder", filepath.Join(file, "inside"))

	assert.Contains(t, vu.run(`hc.prepareFolder(folder)`).String(), "not a directory")
}

func TestTheWorkingFolderIsTheProcesss(t *testing.T) {
	here, err := os.Getwd()
	require.NoError(t, err)

	assert.Equal(t, here, newTestVU(t, newRoot()).run(`hc.cwd()`).String())
}

func TestAFileIsReplacedWhole(t *testing.T) {
	folder := t.TempDir()
	path := filepath.Join(folder, "journal.json")
	vu := newTestVU(t, newRoot()).with("path", path)

	assert.Empty(t, vu.run(`hc.writeFile(path, "a longer one")`).String())
	assert.Empty(t, vu.run(`hc.writeFile(path, "ü")`).String())

	assert.Equal(t, "ü", content(t, path))
	assert.Equal(t, []string{"journal.json"}, names(t, folder))
}

func content(t *testing.T, path string) string {
	t.Helper()
	bytes, err := os.ReadFile(path)
	require.NoError(t, err)
	return string(bytes)
}

func names(t *testing.T, folder string) (all []string) {
	t.Helper()
	entries, err := os.ReadDir(folder)
	require.NoError(t, err)
	for _, entry := range entries {
		all = append(all, entry.Name())
	}
	return all
}
