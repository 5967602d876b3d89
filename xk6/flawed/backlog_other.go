//go:build unix && !linux

package flawed

func backlogInForce(_, asked int) int { return asked }
