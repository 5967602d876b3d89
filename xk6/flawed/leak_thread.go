package flawed

import "runtime"

// leak-thread has a thread per connection, and the one of a reset connection never ends: it waits for a partner that has
// gone with the error (a join, a lock, a queue that nobody fills any more). On the wire: the greeting comes 50 ms after
// accept(), every connection is closed properly, and nothing shows. Each RST costs one thread for ever.
func init() {
	register(Flaw{
		Name:    "leak-thread",
		Summary: "keeps the thread of each connection that was reset, and closes the connection",
		Client:  greetingClient,
		Serve: func(s *Service) {
			for conn := range s.Accept() {
				s.Go(func() {
					_ = conn.GreetAfter(longLook)
					conn.ReadToEnd()
					if conn.Reset() {
						s.HoldThread()
					}
				})
			}
		},
	})
}

// HoldThread keeps one thread of the process for the caller alone, asleep until the server stops.
func (s *Service) HoldThread() {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	<-s.stopping.Done()
}
