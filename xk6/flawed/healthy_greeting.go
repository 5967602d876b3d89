package flawed

// healthy-greeting speaks first, and does it right. On the wire: 12 bytes right after the handshake, then nothing until the
// peer's FIN, which it answers with a FIN. An RST before the greeting fails one goroutine's write and nothing else.
func init() {
	register(Flaw{
		Name:    "healthy-greeting",
		Summary: "no flaw: greets with 12 bytes in a goroutine per connection, then reads to the end",
		Client:  greetingClient,
		Serve: func(s *Service) {
			for conn := range s.Accept() {
				s.Go(func() {
					// A failed greeting leaves the end to be read and booked, like any other.
					_ = conn.Greet()
					conn.ReadToEnd()
				})
			}
		},
	})
}
