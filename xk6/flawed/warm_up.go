package flawed

import "os"

// warm-up is healthy, and looks like a leak for a while: its pools of descriptors, threads and buffers grow by one with
// each of the first 100 connections, however these end, and then never again. On the wire: the same as healthy-greeting.
func init() {
	const (
		pool = 100
		size = 128 << 10
	)
	register(Flaw{
		Name:    "warm-up",
		Summary: "no flaw: its pools grow with each of the first 100 connections, and then no more",
		Client:  greetingClient,
		Serve: func(s *Service) {
			var buffers [][]byte
			for conn := range s.Accept() {
				s.Go(func() {
					_ = conn.Greet()
					conn.ReadToEnd()
				})
				if len(buffers) == pool {
					continue
				}
				buffers = append(buffers, written(size))
				s.Go(s.HoldThread)
				s.Go(s.holdDescriptor)
			}
		},
	})
}

// holdDescriptor keeps one more of the process's descriptors until the server stops.
func (s *Service) holdDescriptor() {
	file, err := os.Open(os.DevNull)
	if err != nil {
		return
	}
	<-s.stopping.Done()
	_ = file.Close()
}
