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

	vu.run(`hc.prepareFolder(folder)`)

	left, err := os.ReadDir(folder)
	require.NoError(t, err)
	assert.Empty(t, left)
	vu.run(`hc.prepareFolder(folder)`) // one that exists will do
}

func TestAFolderThatCannotBeMadeSaysWhy(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	require.NoError(t, os.WriteFile(file, nil, 0o600))
	vu := newTestVU(t, newRoot()).with("folder", filepath.Join(file, "inside"))

	assert.Contains(t, vu.message(`hc.prepareFolder(folder)`), "not a directory")
}

func TestTheWorkingFolderIsTheProcesss(t *testing.T) {
	here, err := os.Getwd()
	require.NoError(t, err)

	assert.Equal(t, here, newTestVU(t, newRoot()).run(`hc.cwd()`).String())
}

func TestTheEnvironmentIsTheProcesss(t *testing.T) {
	t.Setenv("PROBE_STORM_TEST", "a=b\n")

	assert.Equal(t, "a=b\n", newTestVU(t, newRoot()).run(`hc.environment("PROBE_STORM_TEST")`).String())
	assert.Empty(t, newTestVU(t, newRoot()).run(`hc.environment("PROBE_STORM_NOBODY")`).String())
}

func TestADeviceIsKnownWithoutReadingIt(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	require.NoError(t, os.WriteFile(file, []byte("four"), 0o600))
	vu := newTestVU(t, newRoot()).with("file", file).with("device", os.DevNull)

	assert.Equal(t, `{"device":false,"bytes":4}`, vu.run(`JSON.stringify(hc.lookAt(file))`).String())
	assert.True(t, vu.run(`hc.lookAt(device).device`).ToBoolean())
	assert.True(t, vu.run(`hc.lookAt(file + "/none") === null`).ToBoolean())
}

func TestAFileIsReplacedWhole(t *testing.T) {
	folder := t.TempDir()
	path := filepath.Join(folder, "journal.json")
	vu := newTestVU(t, newRoot()).with("path", path).with("folder", folder)
	vu.run(`hc.prepareFolder(folder)`)

	vu.run(`hc.writeFile(path, "a longer one")`)
	vu.run(`hc.writeFile(path, "ü")`)

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

func TestAFileIsWrittenOnlyIntoAFolderThatWasAccepted(t *testing.T) {
	folder, elsewhere := t.TempDir(), t.TempDir()
	shared := newRoot()
	newTestVU(t, shared).with("folder", folder).run(`hc.prepareFolder(folder)`)
	vu := newTestVU(t, shared).with("folder", folder).with("elsewhere", elsewhere)

	vu.run(`hc.writeFile(folder + "/a", "of another VU")`)
	for _, path := range []string{`elsewhere + "/a"`, `folder + "/../a"`, `folder + "/b/a"`, `"a"`} {
		assert.Contains(t, vu.message(`hc.writeFile(`+path+`, "")`), "is refused: prepareFolder has not accepted its folder", path)
	}
	assert.Equal(t, []string{"a"}, names(t, folder))
	assert.Empty(t, names(t, elsewhere))
}

// Somebody else who may write into the folder plants links there.
func TestNoLinkIsFollowed(t *testing.T) {
	folder, victim := t.TempDir(), filepath.Join(t.TempDir(), "victim")
	require.NoError(t, os.WriteFile(victim, []byte("untouched"), 0o600))
	for _, name := range []string{"journal.json", "journal.json.partial"} {
		require.NoError(t, os.Symlink(victim, filepath.Join(folder, name)))
	}
	vu := newTestVU(t, newRoot()).with("folder", folder)
	vu.run(`hc.prepareFolder(folder)`)

	vu.run(`hc.writeFile(folder + "/journal.json", "ours")`)

	assert.Equal(t, "untouched", content(t, victim))
	info, err := os.Lstat(filepath.Join(folder, "journal.json"))
	require.NoError(t, err)
	assert.True(t, info.Mode().IsRegular())
	assert.Equal(t, "ours", content(t, filepath.Join(folder, "journal.json")))
}

func TestAFolderThatIsReplacedByALinkIsNotFollowed(t *testing.T) {
	folder, elsewhere := filepath.Join(t.TempDir(), "out"), t.TempDir()
	vu := newTestVU(t, newRoot()).with("folder", folder)
	vu.run(`hc.prepareFolder(folder)`)
	require.NoError(t, os.Rename(folder, folder+".moved"))
	require.NoError(t, os.Symlink(elsewhere, folder))

	vu.run(`hc.writeFile(folder + "/a", "ours")`)

	assert.Empty(t, names(t, elsewhere))
	assert.Equal(t, "ours", content(t, filepath.Join(folder+".moved", "a")))
}
