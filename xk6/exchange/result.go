package exchange

import "time"

// Outcome of an exchange.
type Outcome string

// The outcomes. A cancelled exchange says nothing of the target.
const (
	OK        Outcome = "ok"
	Failed    Outcome = "failed"
	Cancelled Outcome = "cancelled"
)

// Cause tells why an exchange failed, as far as its own socket can tell.
type Cause string

// The causes; index.d.ts says what each one means.
const (
	NoCause         Cause = ""
	SYNDropped      Cause = "syn-dropped"
	FinalACKDropped Cause = "final-ack-dropped"
	QueuedNotServed Cause = "queued-not-served"
	Refused         Cause = "refused"
	Reset           Cause = "reset"
	Rejected        Cause = "rejected"
	Unanswered      Cause = "unanswered"
	Slow            Cause = "slow"
	OwnClient       Cause = "own-client"
	Harness         Cause = "harness"
)

// Causes are all of them.
var Causes = []Cause{
	SYNDropped, FinalACKDropped, QueuedNotServed, Refused, Reset, Rejected, Unanswered, Slow, OwnClient, Harness,
}

// TCPEvidence is the part of TCP_INFO that tells causes apart and proves styles; zero where the platform has none.
type TCPEvidence struct {
	State         uint8  `js:"state"`
	SegsOut       uint32 `js:"segsOut"`
	SegsIn        uint32 `js:"segsIn"`
	DataSegsIn    uint32 `js:"dataSegsIn"`
	BytesAcked    uint64 `js:"bytesAcked"`
	BytesReceived uint64 `js:"bytesReceived"`
	Unacked       uint32 `js:"unacked"`
	TotalRetrans  uint32 `js:"totalRetrans"`
	RTTUs         uint32 `js:"rttUs"`
}

// Result is what happened, told from this side of the connection.
type Result struct {
	Outcome    Outcome
	Cause      Cause
	Stage      string // "", "resolve", "connect" or "step"
	FailedStep int    // index into the steps, or -1
	Error      string // one line for people, printable and short whatever the peer has sent
	Errno      string // "ECONNRESET", …; "CERTIFICATE" where this side does not trust the peer's

	Connected   bool
	Started     time.Time
	ConnectTime time.Duration   // start to handshake seen; 0 when not connected
	FirstByte   time.Duration   // start to the first byte of the service's own, inside TLS of its plaintext; 0 when none
	Answer      time.Duration   // start to the last byte that an expect was satisfied by; of a TLS handshake behind it, to its end; 0 when none
	StepTimes   []time.Duration // of each step begun
	CloseGap    time.Duration   // end of the handshake, as the kernel tells it, to close called
	Held        time.Duration   // handshake seen to the close, or to the latest moment at which the peer had not ended
	HungUp      time.Duration   // handshake seen to the peer's end during a hold; 0 when it did not end one
	Total       time.Duration

	BytesSent     int
	BytesReceived int
	Received      []byte // the first 512 bytes received

	Ended     string // "rst", "fin" or "": what the kernel will have sent
	PeerEnded string // "", "fin" or "rst": the peer had ended first
	Verified  bool
	Unproven  string // the first condition of the proof that did not hold, for people
	// UnprovenCode is the same for programs.
	UnprovenCode Unproven

	Source string // local address, ip:port
	TCP    TCPEvidence

	unread int // bytes in the socket at the close
}

// Answered tells whether a client got all that it expected; a part of it is no answer.
func (r *Result) Answered() bool { return r.Outcome == OK && r.Answer > 0 }
