package flawed

import "syscall"

// resetErrors are how an RST shows: 10054, or 10053 where Windows gave the connection up before the call.
var resetErrors = []error{syscall.WSAECONNRESET, syscall.WSAECONNABORTED}
