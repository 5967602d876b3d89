package healthcheck

import (
	"regexp"
	"runtime"
)

type platformCapabilities struct {
	Platform    string `js:"platform"`
	HalfOpen    bool   `js:"halfOpen"`
	TCPInfo     bool   `js:"tcpInfo"`
	AcceptQueue bool   `js:"acceptQueue"`
}

// capabilities: withholding the final ACK (TCP_QUICKACK), TCP_INFO and sock_diag are all Linux's own.
func capabilities() *platformCapabilities {
	linux := runtime.GOOS == "linux"
	return &platformCapabilities{Platform: runtime.GOOS, HalfOpen: linux, TCPInfo: linux, AcceptQueue: linux}
}

// regexError tells what is wrong with a pattern; null when it is valid RE2.
func regexError(pattern string) any {
	if _, err := regexp.Compile(pattern); err != nil {
		return oneLine(err.Error())
	}
	return nil
}
