//go:build !linux

package doctor

import "errors"

// examinePlatform: only Linux has what is looked at.
func examinePlatform(report *Report) {
	report.Capture = attempt(errors.New("packet sockets are looked at on Linux only"))
}
