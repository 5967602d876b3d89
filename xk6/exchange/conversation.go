package exchange

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// receivedKept is how much of what came is kept for people and for classifiers.
const receivedKept = 512

// conversation is one run of an exchange.
type conversation struct {
	exchange *Exchange
	options  RunOptions
	ctx      context.Context
	result   Result
	sock     sock

	deadline  time.Time // of the exchange; a hold moves it
	until     time.Time // of the step that runs now
	pause     time.Time // how long a read may wait; not longer than the step
	looked    bool      // the step has asked the socket once, whatever the time was
	connected time.Time // when the handshake was seen
	tls       secured

	early *TCPEvidence // of a silent connection, read at earlyLook

	carry        []byte    // taken from the socket and not yet by an expect
	cameAt       time.Time // when the latest of the service's own bytes came
	heard        bool      // bytes of the service's own came, or it made a TLS handshake
	turn         int       // bytes of the service's own since we last spoke, or since the handshake
	taken        int       // application bytes taken from the socket
	wireSent     int
	wireReceived int
}

func (c *conversation) run() {
	if c.ctx.Err() != nil {
		c.result.Outcome = Cancelled
		return
	}
	failure := c.connect()
	if failure == nil {
		failure = c.runSteps()
	}
	c.observe()
	if failure == nil {
		failure = c.sock.blind
	}
	c.conclude(failure)
	if c.result.Connected {
		c.end(failure)
	} else {
		c.sock.close()
	}
	c.noteSource()
	c.prove()
}

func (c *conversation) connect() error {
	e := c.exchange
	limit := e.HandshakeLimit()
	err := c.sock.connect(c.ctx, e, c.options, c.result.Started.Add(limit-c.options.Spent))
	c.connected = time.Now()
	if err == nil {
		c.result.Connected = true
		c.result.ConnectTime = c.connected.Sub(c.result.Started)
		if e.connectTimeout > 0 { // then the rest has the timeout for itself
			c.deadline = c.connected.Add(e.timeout)
		}
		return nil
	}
	c.result.Stage = "connect"
	if errors.Is(err, errTimeout) && c.options.Spent > limit/2 {
		c.result.Stage = "resolve" // the target had too little time to be blamed
		return describe(err, "finding %s took %s of %s ms, and the rest did not do for the handshake", e.Spec.Target, ms(c.options.Spent), ms(limit))
	}
	if errors.Is(err, errTimeout) {
		err = describe(err, "no answer to the handshake within %s ms", ms(limit))
	}
	return describe(err, "connect %s: %s", c.options.Target, err)
}

func (c *conversation) runSteps() error {
	if len(c.exchange.steps) == 0 {
		return nil
	}
	c.result.StepTimes = make([]time.Duration, 0, len(c.exchange.steps))
	for i, step := range c.exchange.steps {
		if c.ctx.Err() != nil {
			return errCancelled
		}
		began := time.Now()
		c.beginStep(c.deadline)
		err := step.run(c)
		c.result.StepTimes = append(c.result.StepTimes, time.Since(began))
		if err != nil {
			c.result.Stage, c.result.FailedStep = "step", i
			return describe(err, "steps[%d] %s: %s", i, c.exchange.Spec.Steps[i].Kind, err)
		}
	}
	return nil
}

// beginStep gives a step its time.
func (c *conversation) beginStep(until time.Time) { c.until, c.pause, c.looked = until, until, false }

// longAgo is the deadline of a call that must not wait.
var longAgo = time.Unix(1, 0)

// timeIsUp ends a step whose peer always has bytes ready, or always takes some. Such a step never waits in the poller, which would see the
// deadline and a cancellation. The first call of a step never ends it: what has already arrived counts, however late this side looks.
func (c *conversation) timeIsUp() error {
	switch {
	case !c.looked:
		c.looked = true
	case c.ctx.Err() != nil:
		return errCancelled
	case time.Now().After(c.until):
		return errTimeout
	}
	return nil
}

// observe keeps what the socket can tell now that the steps are over and before the ending changes it.
func (c *conversation) observe() {
	if c.result.Stage == "" && len(c.exchange.steps) == 0 && time.Since(c.connected) < time.Millisecond {
		c.result.TCP = c.sock.info // as read when the handshake was seen
	} else {
		c.result.TCP = c.sock.evidence()
	}
	if c.result.Connected && c.sock.peer == "" {
		c.sock.peer = endOf(c.result.TCP.State)
	}
	c.result.PeerEnded = c.sock.peer
}

func (c *conversation) conclude(failure error) {
	switch {
	case failure == nil:
		c.result.Outcome = OK
	case errors.Is(failure, errCancelled):
		c.result.Outcome, c.result.Stage, c.result.FailedStep = Cancelled, "", -1
	default:
		c.result.Outcome = Failed
		c.result.Error = Printable(failure.Error())
		symptoms := c.symptoms(failure)
		c.result.Errno = symptoms.errno
		c.result.Cause = symptoms.cause()
	}
}

// close notes what the kernel is about to send, and closes. sends is "rst" or "fin".
func (c *conversation) close(sends string) {
	unread := 0
	if proof := c.exchange.Spec.Prove; sends == "fin" || proof != nil && proof.UnreadMin != nil {
		unread = c.sock.unread()
	}
	c.result.unread = unread
	switch {
	case c.sock.peer == "rst" || endOf(c.result.TCP.State) == "rst":
		c.result.Ended = "" // nothing leaves a connection that the peer has reset
	case unread > 0:
		c.result.Ended = "rst"
	default:
		c.result.Ended = sends
	}
	closing := time.Now()
	c.result.CloseGap = closing.Sub(c.connected)
	c.result.Held = c.result.CloseGap
	if !c.sock.handshakeAt.IsZero() {
		c.result.CloseGap = closing.Sub(c.sock.handshakeAt)
	}
	if c.result.PeerEnded != "" {
		c.result.Held = max(0, c.sock.lastOpen.Sub(c.connected))
	}
	c.sock.close()
}

// noteSource comes after the close, which it must not delay.
func (c *conversation) noteSource() {
	if c.sock.local.IsValid() {
		c.result.Source = c.sock.local.String()
	}
}

// saw counts bytes of the service's own, which begin at offset of its stream; peeked ones come by more than once.
func (c *conversation) saw(offset int, received []byte) {
	fresh := offset + len(received) - c.result.BytesReceived
	if fresh <= 0 {
		return
	}
	c.cameAt = time.Now()
	if c.result.FirstByte == 0 {
		c.result.FirstByte = c.cameAt.Sub(c.result.Started)
	}
	c.heard = true
	c.turn += fresh
	received = received[len(received)-fresh:]
	if room := receivedKept - len(c.result.Received); room > 0 {
		c.result.Received = append(c.result.Received, received[:min(room, len(received))]...)
	}
	c.result.BytesReceived += fresh
}

// within is the earlier of d behind a beginning and the exchange's own deadline.
func (c *conversation) within(began time.Time, d time.Duration) time.Time {
	if d > 0 {
		if until := began.Add(d); until.Before(c.deadline) {
			return until
		}
	}
	return c.deadline
}

func (c *conversation) write(b []byte) (int, error) {
	if c.tls != nil {
		return c.tls.Write(b)
	}
	return c.writeWire(b)
}

// writeWire hands all bytes to the kernel, in one write where they fit.
func (c *conversation) writeWire(b []byte) (written int, err error) {
	for written < len(b) && err == nil {
		if err = c.timeIsUp(); err != nil {
			break
		}
		var n int
		n, err = c.sock.write(b[written:], c.until)
		written += n
		c.wireSent += n
	}
	return written, err
}

func (c *conversation) send(b []byte) error {
	c.turn = 0
	n, err := c.write(b)
	c.result.BytesSent += n
	if errors.Is(err, errTimeout) {
		return describe(err, "%d of %d bytes could be written in time", n, len(b))
	}
	return err
}

// describedError is an error in words for people around the one that the code decides by.
type describedError struct {
	text string
	err  error
}

func (s *describedError) Error() string { return s.text }
func (s *describedError) Unwrap() error { return s.err }

func describe(err error, format string, values ...any) error {
	return &describedError{fmt.Sprintf(format, values...), err}
}
