package exchange

import (
	"testing"
	"time"
)

// However small the parts are that come one upon the other, the bytes that all looks see are a few times those that came.
func TestLooksAreInProportionToWhatCame(t *testing.T) {
	const most = 64 << 10
	for _, part := range []int{1, 7, 1460, most} {
		var l look
		seen := 0
		for received := part; received < most+part; received += part {
			received := min(received, most)
			if l.isWorthwhile(received, most) {
				l.seen = received
				seen += received
			}
		}
		if l.seen != most {
			t.Errorf("parts of %d: the last look saw %d bytes", part, l.seen)
		}
		if seen > 6*most {
			t.Errorf("parts of %d: the looks saw %d bytes of %d", part, seen, most)
		}
	}
}

func TestHowLongMoreIsWaitedFor(t *testing.T) {
	now := time.Now()
	end := now.Add(time.Second)
	for _, test := range []struct {
		name     string
		look     look
		received int
		want     time.Time
	}{
		{"to the end when all has been looked at", look{seen: 9, at: now, took: time.Hour}, 9, end},
		{"not at all when a look is cheap", look{seen: 9, at: now, took: time.Microsecond}, 10, longAgo},
		{"four looks long when it is not", look{seen: 9, at: now, took: 10 * time.Millisecond}, 10, now.Add(40 * time.Millisecond)},
		{"never beyond the end", look{seen: 9, at: now, took: time.Minute}, 10, end},
	} {
		if got := test.look.patience(test.received, end); !got.Equal(test.want) {
			t.Errorf("%s: %v, want %v", test.name, got.Sub(now), test.want.Sub(now))
		}
	}
}
