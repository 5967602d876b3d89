package healthcheck

import (
	"errors"
	"io/fs"
	"net"
	"os"
	"runtime"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/probe-storm/probe-storm/xk6/flawed"
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

// An experiment after the other in one process, each with a server of its own.
func TestServersLeaveNothingBehind(t *testing.T) {
	const cycles = 200
	for _, flaw := range flawed.Names() {
		t.Run(flaw, func(t *testing.T) {
			vu := newTestVU(t, newRoot()).start()
			vu.run(`
				function cycle(flaw) {
					const server = hc.serve({ flaw });
					const address = server.address;
					const lb = ` + rstChecker + `;
					for (let i = 0; i < 3; i++) lb.run();
					server.stop();
					return address;
				}
			`)
			vu.with("flaw", flaw).run(`cycle(flaw)`) // opens the poller
			openBefore, runningBefore := descriptors(t), runtime.NumGoroutine()
			for range cycles {
				isFree(t, vu.run(`cycle(flaw)`).String())
			}
			assert.Equal(t, openBefore, descriptors(t), "descriptors")
			runningAtMost(t, runningBefore)
		})
	}
}

// The accept loop has ended, connections wait in the queue for good, and the server is stopped.
func TestStuckServersLeaveNothingBehind(t *testing.T) {
	const cycles = 200
	vu := newTestVU(t, newRoot()).start()
	vu.run(`
		function wedge() {
			const server = hc.serve({ flaw: "stuck-greeting" });
			const address = server.address;
			const lb = ` + rstChecker + `;
			while (!server.record().wedged) {
				lb.run();
				const soon = hc.now() + 20;
				while (!server.record().wedged && hc.now() < soon);
			}
			for (let i = 0; i < 3; i++) new hc.Exchange({ target: address, role: "checker", name: "queued" }).run();
			server.stop();
			return address;
		}
	`)
	vu.run(`wedge()`)
	openBefore, runningBefore := descriptors(t), runtime.NumGoroutine()
	for range cycles {
		isFree(t, vu.run(`wedge()`).String())
	}
	assert.Equal(t, openBefore, descriptors(t), "descriptors")
	runningAtMost(t, runningBefore)
}

// isFree waits: by now the kernel may have lent the port to a connection of another process.
func isFree(t *testing.T, address string) {
	t.Helper()
	for end := time.Now().Add(patience); ; time.Sleep(time.Millisecond) {
		listener, err := net.Listen("tcp", address)
		if err == nil {
			require.NoError(t, listener.Close())
			return
		}
		if time.Now().After(end) {
			t.Fatalf("the port is not free again: %v", err)
		}
	}
}

// runningAtMost waits for goroutines to end. assert.Eventually would add one of its own.
func runningAtMost(t *testing.T, goroutines int) {
	t.Helper()
	for end := time.Now().Add(patience); runtime.NumGoroutine() > goroutines; time.Sleep(time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("%d goroutines run, at most %d did before", runtime.NumGoroutine(), goroutines)
		}
	}
}

func descriptors(t *testing.T) int {
	t.Helper()
	entries, err := os.ReadDir("/proc/self/fd")
	if errors.Is(err, fs.ErrNotExist) {
		t.Skip("this system does not tell how many descriptors are open")
	}
	require.NoError(t, err)
	return len(entries)
}
