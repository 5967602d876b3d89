// Package flawed has TCP servers with one real flaw each, and healthy ones to compare with: one small file each.
package flawed

import (
	"net/netip"
)

// Options of Start.
type Options struct {
	// Flaw is a name out of Names.
	Flaw string
	// Listen is ip:port; port 0 picks a free one.
	Listen netip.AddrPort
	// Backlog is handed to listen(2) as it is; the kernel caps it at somaxconn. Windows has no way to hand it over from
	// Go: there the system's own applies.
	Backlog int
}

// Record is what the server itself saw; index.d.ts documents the fields.
type Record struct {
	Accepted int64 `js:"accepted" json:"accepted"`
	EOF      int64 `js:"eof" json:"eof"`
	Reset    int64 `js:"reset" json:"reset"`
	Answered int64 `js:"answered" json:"answered"`
	Open     int64 `js:"open" json:"open"`
	Wedged   bool  `js:"wedged" json:"wedged"`
}
