package flawed

import (
	"context"
	"time"
)

// greeting is what the servers that speak first say: 12 bytes, one segment.
const greeting = "GREETINGS!\r\n"

// welcome answers a client's first words, in the servers that tell clients from checkers by them.
const welcome = "WELCOME\r\n"

// How long a server looks at a peer (its name, the log, a block list) before it greets. It decides which of the peer's
// ends comes first, and by a wide margin, so that a busy machine changes nothing.
const (
	// shortLook ends after an RST sent at once and before one sent 10 ms later.
	shortLook = 3 * time.Millisecond
	// longLook ends after any peer that closes at once has done so, with nothing unread: its FIN stays a FIN.
	longLook = 50 * time.Millisecond
)

// Greet writes the greeting in full and books the connection as answered.
func (c *Conn) Greet() error {
	return c.Answer([]byte(greeting))
}

// GreetAfter does the same d later. It fails when the peer's RST came first, or when the server stops.
func (c *Conn) GreetAfter(d time.Duration) error {
	if !c.service.Pause(d) {
		return context.Canceled
	}
	return c.Greet()
}

// Welcome answers a client that has spoken, then reads to the end and closes.
func (c *Conn) Welcome() {
	_ = c.Answer([]byte(welcome))
	c.ReadToEnd()
}
