//go:build !linux

package machine

// platformLimits: the kernel of this platform is not asked, so nothing is checked.
func platformLimits(string) Limits { return Limits{} }
