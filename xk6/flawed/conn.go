package flawed

import (
	"errors"
	"io"
	"net"
	"slices"
	"syscall"
)

// resetErrors are how an RST shows: ECONNRESET at the first call after it, EPIPE at a write after that. On Windows these are Winsock's
// 10054, and 10053 where it gave the connection up before the call; elsewhere no errno is that high.
var resetErrors = []error{syscall.ECONNRESET, syscall.EPIPE, syscall.Errno(10054), syscall.Errno(10053)}

// Conn is an accepted connection that keeps the books: the first end that a Read or Write meets counts, once.
type Conn struct {
	net.Conn
	service *Service

	// Guarded by service.mu.
	ended    bool
	reset    bool
	answered bool
}

// Read books the peer's FIN (io.EOF) or RST.
func (c *Conn) Read(b []byte) (int, error) {
	n, err := c.Conn.Read(b)
	c.bookEnd(err)
	return n, err
}

// Write books the peer's RST.
func (c *Conn) Write(b []byte) (int, error) {
	n, err := c.Conn.Write(b)
	c.bookEnd(err)
	return n, err
}

// Answer writes b in full and books the connection as answered, once however often it answers.
func (c *Conn) Answer(b []byte) error {
	if _, err := c.Write(b); err != nil {
		return err
	}
	c.bookAnswer()
	return nil
}

// Hear waits for the peer to speak first: true once a byte has come, false when the peer ended the connection without one.
func (c *Conn) Hear() bool {
	n, _ := c.Read(make([]byte, 4096))
	return n > 0
}

// Reset tells whether the peer ended the connection with an RST, as far as a Read or Write has met it.
func (c *Conn) Reset() bool {
	c.service.mu.Lock()
	defer c.service.mu.Unlock()
	return c.reset
}

// ReadToEnd throws away what the peer sends until it ends the connection, then closes.
func (c *Conn) ReadToEnd() {
	defer c.Close()
	c.readUntilEnded()
}

// readUntilEnded does not close: the descriptor stays.
func (c *Conn) readUntilEnded() {
	buffer := make([]byte, 512)
	for {
		if _, err := c.Read(buffer); err != nil {
			return
		}
	}
}

// TurnAway says why there is no service, sends a FIN behind it and reads to the end: a close with the peer's bytes
// unread would be an RST, which could overtake the words. The connection does not count as answered.
func (c *Conn) TurnAway(words string) {
	_, _ = c.Write([]byte(words))
	if tcp, ok := c.Conn.(*net.TCPConn); ok {
		_ = tcp.CloseWrite()
	}
	c.ReadToEnd()
}

// Abort ends the connection with an RST.
func (c *Conn) Abort() {
	if tcp, ok := c.Conn.(*net.TCPConn); ok {
		_ = tcp.SetLinger(0)
	}
	_ = c.Close()
}

// Close ends the connection: a FIN, or an RST where received bytes lie unread.
func (c *Conn) Close() error {
	c.service.mu.Lock()
	delete(c.service.open, c)
	c.service.mu.Unlock()
	return c.Conn.Close()
}

func (c *Conn) bookAnswer() {
	c.service.mu.Lock()
	defer c.service.mu.Unlock()
	if !c.answered {
		c.answered = true
		c.service.record.Answered++
	}
}

func (c *Conn) bookEnd(err error) {
	if err == nil {
		return
	}
	eof := errors.Is(err, io.EOF)
	reset := slices.ContainsFunc(resetErrors, func(reset error) bool { return errors.Is(err, reset) })
	if !eof && !reset {
		return
	}
	c.service.mu.Lock()
	defer c.service.mu.Unlock()
	switch {
	case c.ended:
	case eof:
		c.service.record.EOF++
	case reset:
		c.service.record.Reset++
		c.reset = true
	}
	c.ended = true
}
