package exchange

import (
	"testing"
	"time"
)

func TestUnprovenHasACodeAndAText(t *testing.T) {
	of := func(f float64) *float64 { return &f }
	n := func(n int) *int { return &n }
	segments := func(n uint32) *uint32 { return &n }
	result := &Result{
		CloseGap: 2310 * time.Microsecond, BytesReceived: 12, BytesSent: 3, Ended: "fin", unread: 5, Held: 2 * time.Millisecond,
		TCP: TCPEvidence{SegsOut: 2},
	}
	reset := &Result{Ended: "rst", unread: 12}
	for _, test := range []struct {
		proof  Proof
		result *Result
		want   string
		code   Unproven
	}{
		{Proof{}, result, "", ""},
		{Proof{SegsOut: segments(2), CloseGapMaxMs: of(2.31), CloseGapMinMs: of(2.31), Ended: "fin", ReceivedMin: n(12),
			UnreadMin: n(5), SentMin: n(3), HeldMinMs: of(2)}, result, "", ""},
		{Proof{SegsOut: segments(1)}, result, "the final ACK had left (2 segments out)", ACKLeft},
		{Proof{SegsOut: segments(3)}, result, "2 segments out, not 3", SegmentsOut},
		{Proof{CloseGapMaxMs: of(1.5)}, result, "handshake to close took 2.310 ms, more than 1.5 ms", ClosedLate},
		{Proof{CloseGapMinMs: of(3)}, result, "handshake to close took 2.310 ms, less than 3 ms", ClosedEarly},
		{Proof{Ended: "rst"}, result, "a FIN instead of an RST", EndedFIN},
		{Proof{Ended: "fin"}, reset, "an RST instead of a FIN (12 bytes unread)", EndedRST},
		{Proof{Ended: "rst"}, &Result{PeerEnded: "rst"}, "the peer had reset the connection first", PeerReset},
		{Proof{ReceivedMin: n(1)}, reset, "no greeting came", NothingReceived},
		{Proof{ReceivedMin: n(13)}, result, "12 bytes came, fewer than 13", ReceivedLess},
		{Proof{UnreadMin: n(6)}, result, "5 bytes lay unread at the close, fewer than 6", UnreadLess},
		{Proof{SentMin: n(4)}, result, "3 bytes were sent, fewer than 4", SentLess},
		{Proof{HeldMinMs: of(2.5)}, result, "open for 2.000 ms, less than 2.5 ms", HeldShort},
		{Proof{CloseGapMaxMs: of(1), Ended: "rst"}, result, "handshake to close took 2.310 ms, more than 1 ms", ClosedLate},
	} {
		if code, text := test.proof.missing(test.result); text != test.want || code != test.code {
			t.Errorf("%s, %q, want %s, %q", code, text, test.code, test.want)
		}
	}
}
