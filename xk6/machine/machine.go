// Package machine tells what this process may use of its machine: descriptors, source ports, memory. It knows nothing of k6.
package machine

import "runtime"

// Limits are null where the platform does not tell them.
type Limits struct {
	// Descriptors that the process may have open at the same time.
	Descriptors *int64 `json:"descriptors"`
	// Ports that the kernel takes for a connection's own end.
	Ports *Ports `json:"ports"`
	// MemoryBytes that are to be had: of the machine, or of the container where that is less.
	MemoryBytes *int64 `json:"memoryBytes"`
	CPUs        int    `json:"cpus"`
}

// Ports from the first to the last.
type Ports struct {
	From int `json:"from"`
	To   int `json:"to"`
}

// Read looks at this machine, as it is now.
func Read() Limits {
	limits := platformLimits("/")
	limits.CPUs = runtime.GOMAXPROCS(0)
	return limits
}
