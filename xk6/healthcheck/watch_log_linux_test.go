package healthcheck

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestALogIsFollowedWithAnExampleOfWhatChecksLeaveInIt(t *testing.T) {
	path := filepath.Join(t.TempDir(), "log")
	log, err := os.Create(path)
	require.NoError(t, err)
	t.Cleanup(func() { _ = log.Close() })
	server := startServer(t, "healthy")
	vu := newTestVU(t, newRoot()).start().with("address", server.Addr().String()).with("path", path).
		with("append", func(text string) { _, _ = log.WriteString(text) })

	assert.Equal(t, `{"available":true,"reason":""}`, vu.run(`
		append("old\n");
		const look = () => JSON.stringify(hc.watchLog(path, { phase: "storm" }));
		look()`).String())
	vu.run(`
		append("a client\n");
		look();
		new hc.Exchange({ target: address, role: "checker", name: "rst", ending: { kind: "rst" } }).run({ phase: "storm" });
		append("ERROR \x1b[2J reset by peer\nERROR again\n");
		look();
	`)

	assert.JSONEq(t, `[
		{"phase":"storm","checks":0,"attempts":0,"bytes":0,"lines":0,"unreadBytes":0,"example":""},
		{"phase":"storm","checks":0,"attempts":0,"bytes":9,"lines":1,"unreadBytes":0,"example":""},
		{"phase":"storm","checks":1,"attempts":0,"bytes":46,"lines":3,"unreadBytes":0,"example":"ERROR �[2J reset by peer"}
	]`, vu.run(`JSON.stringify(hc.recording().log.map(({ t, ...rest }) => rest))`).String())
	assert.Empty(t, vu.samples()["hc_log"], "no metric: k6 would keep it")

	vu.run(`hc.newPage(); look()`)
	assert.Equal(t, "0", vu.run(`String(hc.recording().log[0].bytes)`).String())
}

func TestALogThatCannotBeReadSaysWhy(t *testing.T) {
	vu := newTestVU(t, newRoot()).start().with("path", filepath.Join(t.TempDir(), "none"))

	vu.run(`const found = hc.watchLog(path, { phase: "storm" })`)

	assert.Equal(t, "false true", vu.run(`[found.available, found.reason.includes("no such file")].join(" ")`).String())
	assert.True(t, vu.run(`hc.recording().log.length === 0 && hc.recording().logUnavailable === found.reason`).ToBoolean())
	assert.Contains(t, vu.message(`hc.watchLog("", { phase: "storm" })`), "the name of a file is wanted")
	assert.Contains(t, vu.message(`hc.watchLog(path, { fase: "storm" })`), "fase: unknown field; known here: phase")
}
