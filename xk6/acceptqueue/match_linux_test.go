package acceptqueue

import (
	"net/netip"
	"slices"
	"testing"
)

func TestOnlyTheMostSpecificListenersCount(t *testing.T) {
	at := func(address string, length uint32) listener {
		return listener{address: netip.MustParseAddrPort(address), length: length, limit: 10}
	}
	for _, c := range []struct {
		listeners []listener // from the least to the most specific
		target    string
		want      Sample
	}{
		{
			[]listener{at("[::]:25", 1), at("0.0.0.0:25", 2), at("127.0.0.1:25", 4), at("127.0.0.1:25", 8)},
			"127.0.0.1:25", Sample{Length: 12, Limit: 20, Sockets: 2},
		},
		{
			[]listener{at("[::]:25", 1), at("0.0.0.0:25", 2), at("0.0.0.0:25", 4), at("127.0.0.2:25", 8)},
			"127.0.0.1:25", Sample{Length: 6, Limit: 20, Sockets: 2},
		},
		{
			[]listener{at("[::]:25", 1), at("[::ffff:127.0.0.1]:25", 2), at("127.0.0.1:25", 4)},
			"127.0.0.1:25", Sample{Length: 4, Limit: 10, Sockets: 1},
		},
		{
			[]listener{at("0.0.0.0:25", 1), at("[::]:25", 2), at("[::1]:25", 4), at("[::1]:26", 8)},
			"[::1]:25", Sample{Length: 4, Limit: 10, Sockets: 1},
		},
	} {
		target := netip.MustParseAddrPort(c.target)
		for _, order := range []string{"least specific first", "most specific first"} {
			if sample, err := sum(c.listeners, target); err != nil || sample != c.want {
				t.Errorf("%s, %s: %+v, %v; want %+v", target, order, sample, err, c.want)
			}
			slices.Reverse(c.listeners)
		}
	}
}
