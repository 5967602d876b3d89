package exchange

import (
	"testing"
	"time"
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
