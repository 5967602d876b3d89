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
	synAckAgain := TCPEvidence{State: 1, SegsOut: 3, SegsIn: 2, BytesAcked: 1}
	probed := TCPEvidence{State: 1, SegsOut: 4, SegsIn: 3, BytesAcked: 1}
	fourTimes := TCPEvidence{State: 1, SegsOut: 5, SegsIn: 4, BytesAcked: 1}
	tookIn := TCPEvidence{State: 1, SegsOut: 3, SegsIn: 2, BytesAcked: 9}
	answered := TCPEvidence{State: 1, SegsOut: 4, SegsIn: 3, DataSegsIn: 1, BytesAcked: 9, BytesReceived: 4}
	reset := TCPEvidence{State: 7, SegsOut: 3, SegsIn: 2, BytesAcked: 1}

	for _, test := range []struct {
		situation string
		symptoms  symptoms
		want      Cause
	}{
		{"SYN never answered", symptoms{stage: "connect", timedOut: true, tcp: synSent}, SYNDropped},
		{"kernel gave up on the SYN", symptoms{stage: "connect", errno: "ETIMEDOUT", tcp: synSent}, SYNDropped},
		{"router says no such host", symptoms{stage: "connect", errno: "EHOSTUNREACH", tcp: synSent}, SYNDropped},
		{"no listener", symptoms{stage: "connect", errno: "ECONNREFUSED"}, Refused},

		{"silent, handshake only", symptoms{stage: "step", timedOut: true, tcp: handshake}, QueuedNotServed},
		{"silent, our data acknowledged", symptoms{stage: "step", timedOut: true, sent: true, tcp: tookIn}, QueuedNotServed},
		{"silent, our data never acknowledged", symptoms{stage: "step", timedOut: true, sent: true, tcp: unheard}, FinalACKDropped},
		{"silent, SYN/ACK came again", symptoms{stage: "step", timedOut: true, tcp: synAckAgain, open: 1100 * time.Millisecond}, FinalACKDropped},
		{"and it had come at the early look",
			symptoms{stage: "step", timedOut: true, tcp: synAckAgain, early: &synAckAgain, open: 2 * time.Second}, FinalACKDropped},
		{"keep-alive probes come after the early look",
			symptoms{stage: "step", timedOut: true, tcp: synAckAgain, early: &handshake, open: 4 * time.Second}, QueuedNotServed},
		{"keep-alive probes come more often than a SYN/ACK",
			symptoms{stage: "step", timedOut: true, tcp: probed, early: &synAckAgain, open: 2500 * time.Millisecond}, QueuedNotServed},
		{"a SYN/ACK came four times in 7 s", symptoms{stage: "step", timedOut: true, tcp: fourTimes, early: &synAckAgain, open: 7 * time.Second}, FinalACKDropped},
		{"kernel gave up on our data", symptoms{stage: "step", errno: "ETIMEDOUT", sent: true, tcp: unheard}, FinalACKDropped},
		{"the ACK of our data is no second SYN/ACK", symptoms{stage: "step", timedOut: true, sent: true, tcp: tookIn}, QueuedNotServed},

		{"silent after a TLS handshake", symptoms{stage: "step", timedOut: true, sent: true, received: true, heard: true, tcp: answered}, Unanswered},
		{"silent after a greeting, our data never acknowledged",
			symptoms{stage: "step", timedOut: true, sent: true, received: true, heard: true, tcp: unheard}, Unanswered},
		{"began to answer after a greeting",
			symptoms{stage: "step", timedOut: true, sent: true, received: true, heard: true, began: true, tcp: answered}, Slow},
		{"reset after a greeting", symptoms{stage: "step", errno: "ECONNRESET", received: true, heard: true, tcp: reset}, Reset},
		{"no time left after a greeting", symptoms{stage: "step", late: true, received: true, heard: true, tcp: answered}, Slow},

		{"answer had begun", symptoms{stage: "step", timedOut: true, sent: true, received: true, tcp: answered}, Slow},
		{"no time left for our own step", symptoms{stage: "step", late: true, tcp: handshake}, Slow},

		{"reset without data taken in", symptoms{stage: "step", errno: "ECONNRESET", tcp: reset}, Reset},
		{"reset after the answer had begun", symptoms{stage: "step", errno: "ECONNRESET", received: true, tcp: reset}, Reset},
		{"write after a reset", symptoms{stage: "step", errno: "EPIPE", sent: true, tcp: reset}, Reset},

		{"an answer that does not match", symptoms{stage: "step", received: true, tcp: answered}, Rejected},
		{"a clean end instead of an answer", symptoms{stage: "step", tcp: TCPEvidence{State: 8}}, Rejected},
	} {
		if got := test.symptoms.cause(); got != test.want {
			t.Errorf("%s: %s, want %s", test.situation, got, test.want)
		}
	}
	for _, errno := range []string{
		"EMFILE", "ENFILE", "EADDRNOTAVAIL", "EADDRINUSE", "ENETUNREACH", "EACCES", "EPERM", "ENOBUFS", "ENOMEM", "EINVAL", "EBADF",
	} {
		for _, stage := range []string{"connect", "step"} {
			t.Run(fmt.Sprintf("%s at %s", errno, stage), func(t *testing.T) {
				if got := (symptoms{stage: stage, errno: errno}).cause(); got != Harness {
					t.Errorf("%s, want harness", got)
				}
			})
		}
	}
}
