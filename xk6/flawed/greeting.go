package flawed

// greeting is what the servers that speak first say: 12 bytes, one segment.
const greeting = "GREETINGS!\r\n"

// Greet writes the greeting in full and books the connection as answered.
func (c *Conn) Greet() error {
	return c.Answer([]byte(greeting))
}
