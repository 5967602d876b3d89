package flawed

// serial-read waits for each connection's request inside the accept loop: the single-threaded server of a standard
// library (Python's http.server.HTTPServer), or an accept loop that reads a PROXY header or the first line before it
// hands over. On the wire: a request is answered and then closed with a FIN. While one peer is silent, all others
// complete the handshake with the kernel and get nothing; its FIN or RST, or a first byte, lets the next one in. Nothing
// is lost, everything waits.
func init() {
	register(Flaw{
		Name:    "serial-read",
		Summary: "waits for each request inside the accept loop; one silent connection holds up everybody",
		Client:  helloClient,
		Serve: func(s *Service) {
			for conn := range s.Accept() {
				if conn.Hear() {
					_ = conn.Answer([]byte(welcome))
				}
				_ = conn.Close()
			}
		},
	})
}
