// Package cli is `k6 x healthcheck`: the flawed servers for the shell, and what this machine can do.
package cli

import (
	"encoding/json"
	"fmt"
	"net/netip"
	"os"
	"strings"
	"syscall"

	"github.com/spf13/cobra"
	"go.k6.io/k6/v2/cmd/state"
	"go.k6.io/k6/v2/errext"
	"go.k6.io/k6/v2/errext/exitcodes"
	"go.k6.io/k6/v2/subcommand"

	"github.com/probe-storm/probe-storm/xk6/flawed"
)

func init() {
	subcommand.RegisterExtension("healthcheck", newCommand)
}

// newCommand is `k6 x healthcheck`.
func newCommand(gs *state.GlobalState) *cobra.Command {
	command := &cobra.Command{
		Use:   "healthcheck",
		Short: "Flawed TCP servers to try health checks on, and what this machine can do",
		Args:  noArgs,
		RunE:  func(command *cobra.Command, _ []string) error { return command.Help() },
	}
	command.AddCommand(newServeCommand(gs), newFlawsCommand(gs), newMachineCommand(gs))
	command.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return refused(err) }) // of all of them
	return command
}

func noArgs(command *cobra.Command, args []string) error {
	return refused(cobra.NoArgs(command, args))
}

func newServeCommand(gs *state.GlobalState) *cobra.Command {
	var (
		flaw, listen string
		backlog      int
		asJSON       bool
	)
	command := &cobra.Command{
		Use:   "serve",
		Short: "Run a flawed server until SIGINT or SIGTERM, then print what it saw",
		Long:  "Run a flawed server until SIGINT or SIGTERM, then print what it saw.\n\nThe flaws:\n" + flawTable(),
		Example: "  k6 x healthcheck serve --listen 127.0.0.1:4000 --flaw stuck-greeting --backlog 128\n" +
			"  k6 x healthcheck serve --listen [::1]:0 --flaw healthy --json",
		Args: noArgs,
		RunE: func(*cobra.Command, []string) error {
			address, err := netip.ParseAddrPort(listen)
			if err != nil {
				return refused(fmt.Errorf("listen %q: ip:port is accepted, like 127.0.0.1:4000, [::1]:4000 or 0.0.0.0:0", listen))
			}
			return serve(gs, flawed.Options{Flaw: flaw, Listen: address, Backlog: backlog}, asJSON)
		},
	}
	flags := command.Flags()
	flags.SortFlags = false
	flags.StringVar(&flaw, "flaw", "stuck-greeting", "which server")
	flags.StringVar(&listen, "listen", "127.0.0.1:4000", "ip:port; port 0 picks a free one")
	flags.IntVar(&backlog, "backlog", 128, "for listen(2); one connection more fits, somaxconn caps it")
	flags.BoolVar(&asJSON, "json", false, "one JSON object per line")
	return command
}

func newFlawsCommand(gs *state.GlobalState) *cobra.Command {
	var asJSON bool
	command := &cobra.Command{
		Use:   "flaws",
		Short: "List the flawed servers",
		Args:  noArgs,
		RunE: func(*cobra.Command, []string) error {
			if !asJSON {
				_, err := fmt.Fprint(gs.Stdout, flawTable())
				return err
			}
			for _, name := range flawed.Names() {
				if err := printJSON(gs, flawLine{Name: name, Summary: flawed.Summary(name)}); err != nil {
					return err
				}
			}
			return nil
		},
	}
	command.Flags().BoolVar(&asJSON, "json", false, "one JSON object per line")
	return command
}

// The JSON lines.
type (
	flawLine struct {
		Name    string `json:"name"`
		Summary string `json:"summary"`
	}
	listeningLine struct {
		Event   string `json:"event"` // "listening"
		Flaw    string `json:"flaw"`
		Address string `json:"address"`
		Backlog int    `json:"backlog"` // in force; -1 when it is the system's own
	}
	stoppedLine struct {
		Event string `json:"event"` // "stopped"
		Flaw  string `json:"flaw"`
		flawed.Record
	}
)

// serve runs a server until a signal comes. Both lines go to stdout.
func serve(gs *state.GlobalState, options flawed.Options, asJSON bool) error {
	// Set up before the first line: a reader of that line may send the signal at once.
	signals := make(chan os.Signal, 1)
	gs.SignalNotify(signals, os.Interrupt, syscall.SIGTERM)
	defer gs.SignalStop(signals)

	server, err := flawed.Start(options)
	if err != nil {
		return refused(err)
	}
	defer server.Stop()
	if err := printListening(gs, server, asJSON); err != nil {
		return err
	}
	select {
	case <-signals:
	case <-gs.Ctx.Done():
	}
	// Before the sockets are closed, so that `open` says how many the server was holding.
	record := server.Record()
	server.Stop()
	return printStopped(gs, server.Flaw(), record, asJSON)
}

func printListening(gs *state.GlobalState, server *flawed.Server, asJSON bool) error {
	if asJSON {
		return printJSON(gs, listeningLine{"listening", server.Flaw(), server.Addr().String(), server.Backlog()})
	}
	backlog := fmt.Sprintf("backlog %d", server.Backlog())
	if server.Backlog() < 0 {
		backlog = "the system's own backlog"
	}
	_, err := fmt.Fprintf(gs.Stdout, "%s listening on %s, %s\n", server.Flaw(), server.Addr(), backlog)
	return err
}

func printStopped(gs *state.GlobalState, flaw string, record flawed.Record, asJSON bool) error {
	if asJSON {
		return printJSON(gs, stoppedLine{"stopped", flaw, record})
	}
	state := "not wedged"
	if record.Wedged {
		state = "wedged"
	}
	_, err := fmt.Fprintf(gs.Stdout, "%s stopped: %d accepted, %d answered, %d ended by FIN, %d by RST, %d open, %s\n",
		flaw, record.Accepted, record.Answered, record.EOF, record.Reset, record.Open, state)
	return err
}

func printJSON(gs *state.GlobalState, line any) error {
	return json.NewEncoder(gs.Stdout).Encode(line)
}

// refused gives an error k6's exit code for settings that cannot be used.
func refused(err error) error {
	return errext.WithExitCodeIfNone(err, exitcodes.InvalidConfig)
}

// flawTable has a line per flaw: name, summary.
func flawTable() string {
	width := 0
	for _, name := range flawed.Names() {
		width = max(width, len(name))
	}
	var table strings.Builder
	for _, name := range flawed.Names() {
		fmt.Fprintf(&table, "  %-*s  %s\n", width, name, flawed.Summary(name))
	}
	return table.String()
}
