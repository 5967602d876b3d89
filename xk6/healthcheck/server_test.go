package healthcheck

import (
	"net"
	"runtime"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestAServerFromAScript(t *testing.T) {
	vu := newTestVU(t, newRoot()).start()
	t.Cleanup(func() { vu.run(`server.stop()`) })

	vu.run(`
		const server = hc.serve({ flaw: "healthy-greeting", backlog: 8 });
		const address = server.address;
		const result = ` + greetedClient + `.run();
	`)

	assert.True(t, vu.run(`result.ok && server.flaw === "healthy-greeting" && server.backlog === 8`).ToBoolean())
	require.Eventually(t, func() bool {
		return vu.run(`JSON.stringify(server.record())`).String() ==
			`{"accepted":1,"eof":1,"reset":0,"answered":1,"open":0,"wedged":false}`
	}, patience, time.Millisecond)

	vu.run(`server.stop()`)
	assert.Equal(t, "refused", vu.run(greetedClient+`.run().cause`).String())
}

// A wedged server waits for nothing and the script has let go of it; its socket must stay open all the same.
func TestAWedgedServerOutlivesTheVUThatStartedIt(t *testing.T) {
	shared := newRoot()
	address := func() string {
		vu := newTestVU(t, shared).start()
		vu.run(`
			let server = hc.serve({ flaw: "stuck-greeting" });
			const address = server.address;
			const lb = ` + rstChecker + `;
		`)
		require.Eventually(t, func() bool {
			return vu.run(`lb.run(); server.record().wedged`).ToBoolean()
		}, patience, time.Millisecond)
		return vu.run(`server = null; address`).String()
	}()

	for range 5 {
		runtime.GC()
		conn, err := net.Dial("tcp", address)
		require.NoError(t, err)
		require.NoError(t, conn.Close())
		time.Sleep(time.Millisecond) // finalizers run beside
	}
}

func TestRefusedServers(t *testing.T) {
	vu := newTestVU(t, newRoot()).start()
	for options, expected := range map[string]string{
		`{ flaw: "no-such" }`:                      `serve: flaw "no-such"`,
		`{ flaw: "healthy", listen: "somewhere" }`: `serve: listen: "somewhere" is refused: ip:port is wanted`,
		`{ flaw: "healthy", backlog: -1 }`:         `serve: backlog -1`,
		`{ flaw: "healthy", port: 1 }`:             `serve: port: unknown field; known here: flaw, listen, backlog`,
		`undefined`:                                `serve: undefined is refused: an object is wanted`,
	} {
		assert.Contains(t, vu.message(`hc.serve(`+options+`)`), expected, options)
	}
}

func TestTheFlawsAreListed(t *testing.T) {
	vu := newTestVU(t, newRoot())

	assert.True(t, vu.run(`
		const flaws = hc.flaws();
		Array.isArray(flaws) && flaws.some((f) => f.name === "stuck-greeting") && flaws.every((f) => f.summary.length > 10)
	`).ToBoolean())
}
