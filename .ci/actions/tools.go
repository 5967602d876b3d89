//go:build tools

// Package tools names what runs and lints the GitHub Action in tests.
//
// go.sum is written by `go build -mod=mod` of these two: `go mod tidy` would want the modules of their tests as well, which ask for a newer Go.
package tools

import (
	_ "github.com/nektos/act"
	_ "github.com/rhysd/actionlint/cmd/actionlint"
)
