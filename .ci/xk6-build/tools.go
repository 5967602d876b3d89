//go:build tools

// Package xk6build pins the xk6 that CI builds the extension with; `go run …@version` needs a version list, this does not.
package xk6build

import _ "go.k6.io/xk6/cmd/xk6"
