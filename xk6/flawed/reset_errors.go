//go:build !windows

package flawed

import "syscall"

// resetErrors are how an RST shows: ECONNRESET at the first call after it, EPIPE at a write after that.
var resetErrors = []error{syscall.ECONNRESET, syscall.EPIPE}
