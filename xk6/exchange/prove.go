package exchange

import (
	"fmt"
	"time"

	"github.com/probe-storm/probe-storm/xk6/clock"
)

func checkProof(p *Proof) error {
	if p == nil {
		return nil
	}
	if p.Ended != "" && p.Ended != "rst" && p.Ended != "fin" {
		return fmt.Errorf("ended: %q; accepted are rst, fin", p.Ended)
	}
	if !hasEvidence && (p.SegsOut != nil || p.UnreadMin != nil) {
		return fmt.Errorf("segsOut and unreadMin need Linux: %w", ErrUnsupported)
	}
	for field, value := range map[string]*float64{
		"closeGapMaxMs": p.CloseGapMaxMs, "closeGapMinMs": p.CloseGapMinMs, "heldMinMs": p.HeldMinMs,
	} {
		if value != nil && !(*value >= 0) {
			return fmt.Errorf("%s: %s; accepted is a number of milliseconds, 0 or more", field, plain(*value))
		}
	}
	for field, value := range map[string]*int{"receivedMin": p.ReceivedMin, "unreadMin": p.UnreadMin, "sentMin": p.SentMin} {
		if value != nil && *value < 0 {
			return fmt.Errorf("%s: %d; accepted is 0 or more", field, *value)
		}
	}
	return nil
}

// prove fills Verified, Unproven and UnprovenCode. Without a connection, and after a cancellation, they stay empty.
func (c *conversation) prove() {
	r := &c.result
	if c.exchange.Spec.Prove == nil {
		r.Verified = true
		return
	}
	if r.Connected && r.Outcome != Cancelled {
		r.UnprovenCode, r.Unproven = c.exchange.Spec.Prove.missing(r)
		r.Verified = r.UnprovenCode == ""
	}
}

// Unproven names the condition of a proof that does not hold, for programs; index.d.ts says what each one means.
type Unproven string

// The codes.
const (
	ACKLeft         Unproven = "ack-left"
	SegmentsOut     Unproven = "segments-out"
	ClosedLate      Unproven = "closed-late"
	ClosedEarly     Unproven = "closed-early"
	PeerReset       Unproven = "peer-reset"
	EndedRST        Unproven = "ended-rst"
	EndedFIN        Unproven = "ended-fin"
	NothingReceived Unproven = "nothing-received"
	ReceivedLess    Unproven = "received-less"
	UnreadLess      Unproven = "unread-less"
	SentLess        Unproven = "sent-less"
	HeldShort       Unproven = "held-short"
)

// missing is the first condition that does not hold, with its text for people; both are empty when all hold.
func (p *Proof) missing(r *Result) (Unproven, string) {
	switch {
	case p.SegsOut != nil && r.TCP.SegsOut != *p.SegsOut:
		if *p.SegsOut == 1 && r.TCP.SegsOut > 1 {
			return ACKLeft, fmt.Sprintf("the final ACK had left (%d segments out)", r.TCP.SegsOut)
		}
		return SegmentsOut, fmt.Sprintf("%d segments out, not %d", r.TCP.SegsOut, *p.SegsOut)
	case p.CloseGapMaxMs != nil && clock.Milliseconds(r.CloseGap) > *p.CloseGapMaxMs:
		return ClosedLate, fmt.Sprintf("handshake to close took %s, more than %s ms", fine(r.CloseGap), plain(*p.CloseGapMaxMs))
	case p.CloseGapMinMs != nil && clock.Milliseconds(r.CloseGap) < *p.CloseGapMinMs:
		return ClosedEarly, fmt.Sprintf("handshake to close took %s, less than %s ms", fine(r.CloseGap), plain(*p.CloseGapMinMs))
	case p.Ended != "" && r.Ended != p.Ended && !(r.Ended == "" && r.HungUp > 0):
		return endedOtherwise(r)
	case p.ReceivedMin != nil && r.BytesReceived < *p.ReceivedMin:
		if r.BytesReceived == 0 {
			return NothingReceived, "no greeting came"
		}
		return ReceivedLess, fmt.Sprintf("%d bytes came, fewer than %d", r.BytesReceived, *p.ReceivedMin)
	case p.UnreadMin != nil && r.unread < *p.UnreadMin:
		return UnreadLess, fmt.Sprintf("%d bytes lay unread at the close, fewer than %d", r.unread, *p.UnreadMin)
	case p.SentMin != nil && r.BytesSent < *p.SentMin:
		return SentLess, fmt.Sprintf("%d bytes were sent, fewer than %d", r.BytesSent, *p.SentMin)
	case p.HeldMinMs != nil && clock.Milliseconds(r.Held) < *p.HeldMinMs:
		return HeldShort, fmt.Sprintf("open for %s, less than %s ms", fine(r.Held), plain(*p.HeldMinMs))
	}
	return "", ""
}

func endedOtherwise(r *Result) (Unproven, string) {
	switch r.Ended {
	case "":
		return PeerReset, "the peer had reset the connection first"
	case "rst":
		return EndedRST, fmt.Sprintf("an RST instead of a FIN (%d bytes unread)", r.unread)
	}
	return EndedFIN, "a FIN instead of an RST"
}

func fine(d time.Duration) string { return fmt.Sprintf("%.3f ms", clock.Milliseconds(d)) }
