package healthcheck

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestCountersAreRecordedWhereTheyHaveChanged(t *testing.T) {
	vu := newTestVU(t, newRoot()).start().with("url", pageOf(t))

	assert.Equal(t, `{"series":2,"reason":""}`, vu.run(`
		const page = (a, b) => "# TYPE a counter\na " + a + "\n# TYPE b counter\nb " + b + "\n# TYPE g gauge\ng 1\n";
		const look = (text, phase) => JSON.stringify(hc.watchMetrics(url + encodeURIComponent(text), { phase }));
		look(page(1, 10), "baseline")`).String())
	vu.run(`look(page(1, 10), "baseline"); look(page(3, 10), "storm")`)

	assert.JSONEq(t, `[
		{"phase":"baseline","checks":0,"attempts":0,"name":"a","value":1},
		{"phase":"baseline","checks":0,"attempts":0,"name":"b","value":10},
		{"phase":"storm","checks":0,"attempts":0,"name":"a","value":3}
	]`, vu.run(`JSON.stringify(hc.recording().counters.map(({ t, ...rest }) => rest))`).String())
}

func TestAPageOfMetricsThatCannotBeReadSaysWhy(t *testing.T) {
	vu := newTestVU(t, newRoot()).start().with("url", pageOf(t))

	vu.run(`const found = hc.watchMetrics(url + "%3Chtml>", { phase: "storm" })`)

	assert.Equal(t, "0 true", vu.run(`[found.series, found.reason.startsWith("text format parsing error")].join(" ")`).String())
	assert.True(t, vu.run(`
		hc.recording().counters.length === 0 && hc.recording().countersUnavailable === found.reason
	`).ToBoolean())
}

func TestAPageOfMetricsThatDoesNotComeSaysWhy(t *testing.T) {
	vu := newTestVU(t, newRoot()).start().with("address", nobodyListens(t))

	vu.run("const found = hc.watchMetrics(`http://${address}/metrics?token=secret`, { phase: 'storm' })")

	assert.Equal(t, "0 true false", vu.run(
		`[found.series, found.reason.includes("connection refused"), found.reason.includes("secret")].join(" ")`).String())
	assert.True(t, vu.run(`hc.recording().countersUnavailable === found.reason`).ToBoolean())
	assert.Empty(t, vu.samples(), "the request is no metric")
	assert.Contains(t, newTestVU(t, newRoot()).message(`hc.watchMetrics("http://[::1]/", { phase: "storm" })`), "watchMetrics is only available in VU code")
}
