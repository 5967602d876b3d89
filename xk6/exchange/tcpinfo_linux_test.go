package exchange

import (
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

func TestHandshakeTimeIsTheKernels(t *testing.T) {
	connecting := time.Now()
	for _, test := range []struct {
		name string
		info TCPEvidence
		want time.Time
	}{
		{"one round trip after the SYN", TCPEvidence{RTTUs: 1700}, connecting.Add(1700 * time.Microsecond)},
		{"unknown without a round trip", TCPEvidence{}, time.Time{}},
		{"unknown once a SYN was repeated", TCPEvidence{RTTUs: 1700, TotalRetrans: 1}, time.Time{}},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := handshakeTime(connecting, test.info); !got.Equal(test.want) {
				t.Errorf("got %v, want %v", got, test.want)
			}
		})
	}
}

// Zero would be a state like any other: neither "SYN sent" nor "closed".
func TestEvidenceThatCannotBeReadIsNoneAtAll(t *testing.T) {
	ends := make([]int, 2)
	if err := unix.Pipe(ends); err != nil {
		t.Fatal(err)
	}
	defer unix.Close(ends[0])
	defer unix.Close(ends[1])
	s := &sock{ctx: t.Context(), fd: ends[0]}
	if !s.handshakeOver() || s.blind == nil {
		t.Error("a handshake that cannot be seen is waited for, or taken for a good one")
	}
	if err := s.awaitEnd(time.Time{}); err != nil {
		t.Error(err)
	}
	c := &conversation{exchange: &Exchange{}, ctx: t.Context(), result: Result{Connected: true, FailedStep: -1}}
	c.conclude(s.blind)
	if c.result.Outcome != Failed || c.result.Cause != Harness || c.result.Errno != "ENOTSOCK" {
		t.Errorf("%s %s %s: %s", c.result.Outcome, c.result.Cause, c.result.Errno, c.result.Error)
	}
}
