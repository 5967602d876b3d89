package cli

import (
	"fmt"
	"net"

	"github.com/spf13/cobra"
	"go.k6.io/k6/v2/cmd/state"

	"github.com/probe-storm/probe-storm/xk6/doctor"
)

// newMachineCommand prints facts for `probe-storm doctor`, which says what they mean.
func newMachineCommand(gs *state.GlobalState) *cobra.Command {
	return &cobra.Command{
		Use:     "machine [HOST:PORT]",
		Short:   "Try what a run needs of this machine, and print what came of it as one JSON object",
		Example: "  k6 x healthcheck machine\n  k6 x healthcheck machine 127.0.0.1:4000",
		Args: func(command *cobra.Command, args []string) error {
			return refused(cobra.MaximumNArgs(1)(command, args))
		},
		RunE: func(_ *cobra.Command, args []string) error {
			target := ""
			if len(args) == 1 {
				target = args[0]
				if _, _, err := net.SplitHostPort(target); err != nil {
					return refused(fmt.Errorf("target %q: host:port is accepted, like 127.0.0.1:4000 or [::1]:4000", target))
				}
			}
			return printJSON(gs, doctor.Examine(gs.Ctx, target))
		},
	}
}
