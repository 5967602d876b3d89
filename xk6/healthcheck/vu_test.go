package healthcheck

import (
	"context"
	"maps"
	"net"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/grafana/sobek"
	"github.com/stretchr/testify/require"
	"go.k6.io/k6/v2/js/modulestest"
	"go.k6.io/k6/v2/lib"
	"go.k6.io/k6/v2/lib/netext"
	"go.k6.io/k6/v2/lib/types"
	"go.k6.io/k6/v2/metrics"

	"github.com/probe-storm/probe-storm/xk6/flawed"
)

// testVU is a VU with both modules in its global `hc`, and the samples that it pushed.
type testVU struct {
	*modulestest.Runtime
	t        *testing.T
	registry *metrics.Registry
	dialer   *netext.Dialer
	pushed   chan metrics.SampleContainer
}

func newTestVU(t *testing.T, shared *root) *testVU {
	t.Helper()
	runtime := modulestest.NewRuntime(t)
	vu := &testVU{
		Runtime:  runtime,
		t:        t,
		registry: runtime.VU.InitEnv().Registry,
		pushed:   make(chan metrics.SampleContainer, 10_000),
	}
	both := map[string]any{}
	for _, exports := range []func(*instance) map[string]any{(*instance).public, (*instance).runtime} {
		maps.Copy(both, (&module{shared, exports}).NewModuleInstance(runtime.VU).Exports().Named)
	}
	require.NoError(t, runtime.VU.Runtime().Set("hc", both))
	return vu
}

// start moves it from the init context to the VU context.
func (vu *testVU) start() *testVU {
	resolver := netext.NewResolver(net.LookupIP, 0, types.DNSfirst, types.DNSpreferIPv4)
	vu.dialer = netext.NewDialer(net.Dialer{}, resolver)
	vu.MoveToVUContext(&lib.State{
		BuiltinMetrics: vu.BuiltinMetrics,
		Dialer:         vu.dialer,
		Samples:        vu.pushed,
		Transport:      http.DefaultTransport,
		Tags:           lib.NewVUStateTags(vu.registry.RootTagSet().With("scenario", "test")),
	})
	return vu
}

// with puts a Go value into a global of the VU.
func (vu *testVU) with(name string, value any) *testVU {
	vu.t.Helper()
	require.NoError(vu.t, vu.VU.Runtime().Set(name, value))
	return vu
}

func (vu *testVU) run(script string) sobek.Value {
	vu.t.Helper()
	value, err := vu.VU.Runtime().RunString(script)
	require.NoError(vu.t, err)
	return value
}

// message is that of the error that the script throws.
func (vu *testVU) message(script string) string {
	vu.t.Helper()
	return vu.run("(function () { try { " + script + " } catch (e) { return e.message } return 'nothing was thrown' })()").String()
}

// cancelled puts the VU into an iteration that has already ended.
func (vu *testVU) cancelled() *testVU {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	vu.VU.CtxField = ctx
	return vu
}

// samples returns what was pushed since the last call, by metric.
func (vu *testVU) samples() map[string][]metrics.Sample {
	byMetric := map[string][]metrics.Sample{}
	for _, container := range metrics.GetBufferedSamples(vu.pushed) {
		for _, sample := range container.GetSamples() {
			byMetric[sample.Metric.Name] = append(byMetric[sample.Metric.Name], sample)
		}
	}
	return byMetric
}

func values(samples []metrics.Sample) []float64 {
	var all []float64
	for _, sample := range samples {
		all = append(all, sample.Value)
	}
	return all
}

// startServer starts one of the embedded servers on loopback.
func startServer(t *testing.T, flaw string) *flawed.Server {
	t.Helper()
	server, err := flawed.Start(flawed.Options{Flaw: flaw, Listen: loopback, Backlog: defaultBacklog})
	require.NoError(t, err)
	t.Cleanup(server.Stop)
	return server
}

// nobodyListens is an address whose port was free a moment ago.
func nobodyListens(t *testing.T) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	require.NoError(t, listener.Close())
	return listener.Addr().String()
}

// pageOf is the address of a page that has the text behind its question mark, URL-encoded.
func pageOf(t *testing.T) string {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, _ = w.Write([]byte(r.URL.Query().Get("page")))
	}))
	t.Cleanup(server.Close)
	return server.URL + "/metrics?page="
}
