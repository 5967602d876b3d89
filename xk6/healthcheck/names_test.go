package healthcheck

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// The bounds of recorder.Names.
const (
	mostPhases    = 50
	mostExchanges = 500
	mostName      = 100
)

func TestPhasesBeyondTheBoundCountTogether(t *testing.T) {
	vu := newTestVU(t, newRoot()).start().with("address", startServer(t, "healthy").Addr().String()).with("most", mostPhases).with("url", pageOf(t))

	vu.run(`
		const lb = ` + rstChecker + `;
		for (let i = 0; i < most + 3; i++) lb.run({ phase: "phase " + i });
		lb.run({ phase: "phase 0" });
		hc.watchMetrics(url + "a_total%201%0A", { phase: "one more" });
		const { checks, counters, dropped } = hc.recording();
	`)

	assert.Equal(t, "51 3 2", vu.run(`
		[Object.keys(checks.lb).length, checks.lb["other phases"].sent, checks.lb["phase 0"].sent].join(" ")`).String())
	assert.Equal(t, `{"phases":3}`, vu.run(`JSON.stringify(dropped)`).String())
	assert.Equal(t, "other phases", vu.run(`counters[0].phase`).String())
	tags := map[string]bool{}
	for _, sample := range vu.samples()["hc_checks"] {
		phase, _ := sample.Tags.Get("phase")
		tags[phase] = true
	}
	assert.Len(t, tags, mostPhases+1)
}

func TestExchangesBeyondTheBoundCountTogether(t *testing.T) {
	vu := newTestVU(t, newRoot()).start().with("address", startServer(t, "healthy").Addr().String()).with("most", mostExchanges)

	vu.run(`
		for (let i = 0; i < most + 2; i++) {
			const check = new hc.Exchange({ target: address, role: "checker", name: "lb " + i, ending: { kind: "rst" } });
			if (i >= most - 1) check.run({ phase: "storm" });
		}
		const { checks, dropped } = hc.recording();
	`)

	assert.Equal(t, `["lb 499","other exchanges"] 2 {"exchanges":2}`, vu.run(
		"`${JSON.stringify(Object.keys(checks).sort())} ${checks['other exchanges'].storm.sent} ${JSON.stringify(dropped)}`").String())
}

func TestALongNameIsRefused(t *testing.T) {
	vu := newTestVU(t, newRoot()).start().with("address", nobodyListens(t)).with("long", strings.Repeat("x", mostName+1))

	vu.run(`const lb = ` + rstChecker)
	for script, field := range map[string]string{
		`new hc.Exchange({ target: address, role: "checker", name: long })`: "exchange spec: name",
		`lb.run({ phase: long })`: "run: phase",
		`lb.run({ phase: "storm", overrun: { atMs: 1, phase: long } })`: "run: overrun: phase",
		`hc.acceptQueue(address, { phase: long })`:                      "acceptQueue options: phase",
		`hc.watchLog("log", { phase: long })`:                           "watchLog options: phase",
	} {
		want := fmt.Sprintf(`%s: "%s"… is refused: it has 101 bytes; accepts 100`, field, strings.Repeat("x", 20))
		require.Contains(t, vu.message(script), want)
	}
}
