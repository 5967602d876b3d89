package healthcheck

import (
	"net"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestAnAbsenceIsFromTheFirstLookWithoutAListenerToTheFirstWithOne(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	address := listener.Addr().String()
	vu := newTestVU(t, newRoot()).start().with("address", address)
	const look = `hc.acceptQueue(address, { phase: "storm" })`
	vu.run(look)
	vu.run(`hc.watchProcess(address, { phase: "storm" })`)
	require.NoError(t, listener.Close())
	vu.run(look + ";" + look)
	assert.Equal(t, "1 null false", vu.run(`
		const [open] = hc.recording().absences;
		[hc.recording().absences.length, open.until, open.processEnded].join(" ").replace("  ", " null ")`).String())
	listener, err = net.Listen("tcp", address)
	require.NoError(t, err)
	t.Cleanup(func() { _ = listener.Close() })
	vu.run(look + ";" + look)

	assert.True(t, vu.run(`
		const { absences, queue } = hc.recording();
		absences.length === 1 && absences[0].from > queue[0].t && absences[0].until === queue[1].t && absences[0].processEnded === false
	`).ToBoolean(), vu.run(`JSON.stringify(absences)`).String())
}

func TestWithoutAListenerFromTheStartThereIsNoAbsence(t *testing.T) {
	vu := newTestVU(t, newRoot()).start().with("address", nobodyListens(t))

	vu.run(`hc.acceptQueue(address, { phase: "storm" })`)

	assert.Equal(t, "[]", vu.run(`JSON.stringify(hc.recording().absences)`).String())
}
