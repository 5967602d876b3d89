// Command k6 is k6 with the healthcheck extension built in.
package main

import (
	"os"

	"go.k6.io/k6/v2/cmd"

	_ "github.com/probe-storm/probe-storm" // the extension
)

func main() {
	// This binary has what its scripts import: k6 must not ask a build service for another one, and a health check
	// has no business reporting usage. Whoever wants either sets the variable.
	for name, value := range map[string]string{
		"K6_AUTO_EXTENSION_RESOLUTION": "false",
		"K6_NO_USAGE_REPORT":           "true",
	} {
		if _, set := os.LookupEnv(name); !set {
			_ = os.Setenv(name, value)
		}
	}
	cmd.Execute()
}
