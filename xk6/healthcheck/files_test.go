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
