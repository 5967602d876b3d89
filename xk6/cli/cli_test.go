package cli

import (
	"io"
	"net"
	"os"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.k6.io/k6/v2/cmd/state"
	"go.k6.io/k6/v2/errext"
	"go.k6.io/k6/v2/errext/exitcodes"
)

func TestAWrongCommandLineIsRefusedInOneLine(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	defer func() { _ = listener.Close() }()
	taken := listener.Addr().String()
	for _, test := range []struct {
		args     []string
		expected string
	}{
		{[]string{"surf"}, `unknown command "surf"`},
		{[]string{"--loud"}, "unknown flag: --loud"},
		{[]string{"serve", "--loud"}, "unknown flag: --loud"},
		{[]string{"serve", "--backlog", "many"}, `invalid argument "many" for "--backlog"`},
		{[]string{"serve", "--backlog", "-1"}, "backlog -1: 0 or more is accepted"},
		{[]string{"serve", "healthy"}, `unknown command "healthy"`},
		{[]string{"serve", "--listen", ":4000"}, `listen ":4000": ip:port is accepted`},
		{[]string{"serve", "--listen", taken}, "listen on " + taken + ": address already in use"},
		{[]string{"serve", "--flaw", "no-such"}, `flaw "no-such" is unknown; accepted: bounded-workers`},
		{[]string{"flaws", "all"}, `unknown command "all"`},
	} {
		command := newCommand(&state.GlobalState{
			SignalNotify: func(chan<- os.Signal, ...os.Signal) {},
			SignalStop:   func(chan<- os.Signal) {},
		})
		command.SetOut(io.Discard)
		command.SetErr(io.Discard)
		command.SetArgs(test.args)
		err := command.Execute()
		assert.ErrorContains(t, err, test.expected)
		assert.NotContains(t, err.Error(), "\n")
		var coded errext.HasExitCode
		require.ErrorAs(t, err, &coded)
		assert.Equal(t, exitcodes.InvalidConfig, coded.ExitCode())
	}
}
