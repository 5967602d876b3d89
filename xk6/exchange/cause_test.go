package exchange

import (
	"fmt"
	"testing"
	"time"
)

// What the client's own socket shows in each situation; states: 1 established, 2 SYN sent, 7 closed.
func TestCause(t *testing.T) {
	synSent := TCPEvidence{State: 2, SegsOut: 3, TotalRetrans: 2}
	handshake := TCPEvidence{State: 1, SegsOut: 2, SegsIn: 1, BytesAcked: 1}
	unheard := TCPEvidence{State: 1, SegsOut: 5, SegsIn: 1, BytesAcked: 1, Unacked: 1, TotalRetrans: 3}
	shakenAgain := TCPEvidence{State: 1, SegsOut: 3, SegsIn: 2, BytesAcked: 1}
	probed := TCPEvidence{State: 1, SegsOut: 4, SegsIn: 3, BytesAcked: 1}
	fourTimes := TCPEvidence{State: 1, SegsOut: 5, SegsIn: 4, BytesAcked: 1}
	tookIn := TCPEvidence{State: 1, SegsOut: 3, SegsIn: 2, BytesAcked: 9}
	answered := TCPEvidence{State: 1, SegsOut: 4, SegsIn: 3, DataSegsIn: 1, BytesAcked: 9, BytesReceived: 4}
	reset := TCPEvidence{State: 7, SegsOut: 3, SegsIn: 2, BytesAcked: 1}

	for _, test := range []struct {
		situation string
		trouble   trouble
		want      Cause
	}{
		{"SYN never answered", trouble{stage: "connect", timedOut: true, tcp: synSent}, SYNDropped},
		{"kernel gave up on the SYN", trouble{stage: "connect", errno: "ETIMEDOUT", tcp: synSent}, SYNDropped},
		{"router says no such host", trouble{stage: "connect", errno: "EHOSTUNREACH", tcp: synSent}, SYNDropped},
		{"no listener", trouble{stage: "connect", errno: "ECONNREFUSED"}, Refused},

		{"silent, handshake only", trouble{stage: "step", timedOut: true, tcp: handshake}, QueuedNotServed},
		{"silent, our data acknowledged", trouble{stage: "step", timedOut: true, sent: true, tcp: tookIn}, QueuedNotServed},
		{"silent, our data never acknowledged", trouble{stage: "step", timedOut: true, sent: true, tcp: unheard}, FinalACKDropped},
		{"silent, SYN/ACK came again", trouble{stage: "step", timedOut: true, tcp: shakenAgain, open: 1100 * time.Millisecond}, FinalACKDropped},
		{"and it had come at the early look",
			trouble{stage: "step", timedOut: true, tcp: shakenAgain, early: &shakenAgain, open: 2 * time.Second}, FinalACKDropped},
		{"keep-alive probes come after the early look",
			trouble{stage: "step", timedOut: true, tcp: shakenAgain, early: &handshake, open: 4 * time.Second}, QueuedNotServed},
		{"keep-alive probes come more often than a SYN/ACK",
			trouble{stage: "step", timedOut: true, tcp: probed, early: &shakenAgain, open: 2500 * time.Millisecond}, QueuedNotServed},
		{"a SYN/ACK came four times in 7 s", trouble{stage: "step", timedOut: true, tcp: fourTimes, early: &shakenAgain, open: 7 * time.Second}, FinalACKDropped},
		{"kernel gave up on our data", trouble{stage: "step", errno: "ETIMEDOUT", sent: true, tcp: unheard}, FinalACKDropped},
		{"the ACK of our data is no second SYN/ACK", trouble{stage: "step", timedOut: true, sent: true, tcp: tookIn}, QueuedNotServed},

		{"silent after a TLS handshake", trouble{stage: "step", timedOut: true, sent: true, received: true, heard: true, tcp: answered}, Unanswered},
		{"silent after a greeting, our data never acknowledged",
			trouble{stage: "step", timedOut: true, sent: true, received: true, heard: true, tcp: unheard}, Unanswered},
		{"began to answer after a greeting",
			trouble{stage: "step", timedOut: true, sent: true, received: true, heard: true, began: true, tcp: answered}, Slow},
		{"reset after a greeting", trouble{stage: "step", errno: "ECONNRESET", received: true, heard: true, tcp: reset}, Reset},
		{"no time left after a greeting", trouble{stage: "step", late: true, received: true, heard: true, tcp: answered}, Slow},

		{"answer had begun", trouble{stage: "step", timedOut: true, sent: true, received: true, tcp: answered}, Slow},
		{"no time left for our own step", trouble{stage: "step", late: true, tcp: handshake}, Slow},

		{"reset without data taken in", trouble{stage: "step", errno: "ECONNRESET", tcp: reset}, Reset},
		{"reset after the answer had begun", trouble{stage: "step", errno: "ECONNRESET", received: true, tcp: reset}, Reset},
		{"write after a reset", trouble{stage: "step", errno: "EPIPE", sent: true, tcp: reset}, Reset},

		{"an answer that does not match", trouble{stage: "step", received: true, tcp: answered}, Rejected},
		{"a clean end instead of an answer", trouble{stage: "step", tcp: TCPEvidence{State: 8}}, Rejected},
	} {
		if got := test.trouble.cause(); got != test.want {
			t.Errorf("%s: %s, want %s", test.situation, got, test.want)
		}
	}
	for _, errno := range []string{
		"EMFILE", "ENFILE", "EADDRNOTAVAIL", "EADDRINUSE", "ENETUNREACH", "EACCES", "EPERM", "ENOBUFS", "ENOMEM", "EINVAL", "EBADF",
	} {
		for _, stage := range []string{"connect", "step"} {
			t.Run(fmt.Sprintf("%s at %s", errno, stage), func(t *testing.T) {
				if got := (trouble{stage: stage, errno: errno}).cause(); got != Harness {
					t.Errorf("%s, want harness", got)
				}
			})
		}
	}
}
