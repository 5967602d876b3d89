package sockdiag

import (
	"net/netip"
	"slices"
	"testing"
)

func TestOnlyTheMostSpecificListenersCount(t *testing.T) {
	at := func(address string, inode uint32) Socket {
		return Socket{Local: netip.MustParseAddrPort(address), State: Listen, Inode: inode}
	}
	for _, c := range []struct {
		listeners []Socket // from the least to the most specific
		target    string
		want      []uint32
	}{
		{
			[]Socket{at("[::]:25", 1), at("0.0.0.0:25", 2), at("127.0.0.1:25", 4), at("127.0.0.1:25", 8)},
			"127.0.0.1:25", []uint32{4, 8},
		},
		{
			[]Socket{at("[::]:25", 1), at("0.0.0.0:25", 2), at("0.0.0.0:25", 4), at("127.0.0.2:25", 8)},
			"127.0.0.1:25", []uint32{2, 4},
		},
		{
			[]Socket{at("[::]:25", 1), at("[::ffff:127.0.0.1]:25", 2), at("127.0.0.1:25", 4)},
			"127.0.0.1:25", []uint32{4},
		},
		{
			[]Socket{at("0.0.0.0:25", 1), at("[::]:25", 2), at("[::1]:25", 4), at("[::1]:26", 8)},
			"[::1]:25", []uint32{4},
		},
	} {
		target := netip.MustParseAddrPort(c.target)
		for _, order := range []string{"least specific first", "most specific first"} {
			those, err := serving(c.listeners, target)
			var inodes []uint32
			for _, l := range those {
				inodes = append(inodes, l.Inode)
			}
			slices.Sort(inodes)
			if err != nil || !slices.Equal(inodes, c.want) {
				t.Errorf("%s, %s: %v, %v; want %v", target, order, inodes, err, c.want)
			}
			slices.Reverse(c.listeners)
		}
	}
}
