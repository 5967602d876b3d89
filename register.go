// Package probestorm registers the k6 extension: `k6/x/healthcheck` for scripts and `k6 x healthcheck` for the shell. It is the
// module's root so that `xk6 build --with github.com/probe-storm/probe-storm` finds it.
package probestorm

import (
	_ "github.com/probe-storm/probe-storm/xk6/cli"         // registers the command
	_ "github.com/probe-storm/probe-storm/xk6/healthcheck" // registers the module
)
