//go:build linux

package healthcheck

import (
	"os"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestTheServicesProcessIsWatchedAndRecordedWithWhatHasBegun(t *testing.T) {
	server := startServer(t, "leak-any")
	vu := newTestVU(t, newRoot()).start().with("address", server.Addr().String()).with("pid", os.Getpid())
	vu.run(`
		// A check that has read the greeting ends with a FIN, which this server never answers.
		const steps = [{ kind: "expect", match: { kind: "any" } }];
		const check = new hc.Exchange({ target: address, role: "checker", name: "fin", steps });
		const client = new hc.Exchange({ target: address, role: "client", name: "client", steps });
		for (let i = 0; i < 3; i++) check.run({ phase: "storm" });
		for (const phase of ["baseline", "storm"]) client.run({ phase });
	`)
	require.Eventually(t, func() bool { return server.Record().EOF == 5 }, patience, time.Millisecond)
	vu.samples()

	vu.run(`const look = hc.watchProcess(address, { phase: "storm" })`)
	assert.Equal(t, "true ", vu.run("`${look.available} ${look.reason}`").String())
	assert.True(t, vu.run(`JSON.stringify(look.sample) === JSON.stringify(hc.recording().process[0])`).ToBoolean())
	samples := vu.samples()
	assert.Equal(t, []float64{5}, values(samples["hc_service_connections"]))
	assert.Equal(t, map[string]string{"scenario": "test", "phase": "storm"}, samples["hc_service_connections"][0].Tags.Map())
	assert.Len(t, samples, 1, "what this very process uses is not the service's")
	assert.True(t, vu.run(`
		const { process, processUnavailable } = hc.recording();
		const [sample] = process;
		process.length === 1 && processUnavailable === "" && sample.phase === "storm" && sample.t > 0 &&
		sample.checks === 3 && sample.attempts === 2 && sample.sockets.closeWait === 5 && sample.sockets.established === 0
	`).ToBoolean(), vu.run(`JSON.stringify(process)`).String())
	// The server is in this very process.
	assert.True(t, vu.run(`
		sample.self && sample.processes === 1 && sample.pids[0] === pid && sample.command !== "" && sample.reason !== "" &&
		[sample.descriptors, sample.descriptorLimit, sample.threads, sample.rssBytes, sample.cpuMs,
		 sample.logBytes, sample.writtenBytes].every((value) => value === null)
	`).ToBoolean(), vu.run(`JSON.stringify(sample)`).String())

	vu.cancelled().run(`hc.watchProcess(address, { phase: "storm" })`)
	assert.Equal(t, "1", vu.run(`String(hc.recording().process.length)`).String())
	vu.run(`hc.newPage()`)
	assert.Equal(t, "0", vu.run(`String(hc.recording().process.length)`).String())
}

func TestAProcessThatCannotBeWatchedSaysWhy(t *testing.T) {
	vu := newTestVU(t, newRoot()).start().with("address", nobodyListens(t))

	vu.run(`const found = hc.watchProcess(address, { phase: "baseline" })`)

	assert.Equal(t, "false true", vu.run(`[found.available, found.reason.includes(address)].join(" ")`).String())
	assert.True(t, vu.run(`found.sample === null`).ToBoolean())
	assert.True(t, vu.run(`
		const { process, processUnavailable } = hc.recording();
		process.length === 0 && processUnavailable === found.reason
	`).ToBoolean())
	assert.Contains(t, vu.message(`hc.watchProcess("localhost:80", { phase: "storm" })`), "ip:port is wanted")
	assert.Contains(t, vu.message(`hc.watchProcess(address, { fase: "storm" })`), "fase: unknown field; known here: phase")
}
