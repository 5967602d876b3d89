package flawed

// healthy does not speak first. On the wire: each segment of the peer is answered by one with the same bytes, the peer's
// FIN by a FIN. An RST ends one goroutine and nothing else.
func init() {
	register(Flaw{
		Name:    "healthy",
		Summary: "no flaw: sends back what it receives, a goroutine per connection",
		Client:  echoClient,
		Serve: func(s *Service) {
			for conn := range s.Accept() {
				s.Go(func() { echo(conn) })
			}
		},
	})
}

func echo(conn *Conn) {
	defer conn.Close()
	buffer := make([]byte, 4096)
	for {
		n, err := conn.Read(buffer)
		if n > 0 && conn.Answer(buffer[:n]) != nil {
			return
		}
		if err != nil {
			return
		}
	}
}
