package flawed

import "time"

// slow-accept spends 60 ms on each connection before it accepts the next: a name lookup, a log line to a far disk, a
// fork. On the wire: the greeting comes 60 ms after a handshake, and 60 ms later for each connection ahead in the queue.
// That makes 16 a second: clients alone, at 10, never wait; with 10 checks besides, the queue gains 3 a second, whatever
// the checks' ending, since a connection that was reset waits its turn like any other. It recovers by itself. Half-open
// checks never enter the queue.
func init() {
	const each = 60 * time.Millisecond
	register(Flaw{
		Name:    "slow-accept",
		Summary: "spends 60 ms on each connection inside the accept loop; above 16 a second the queue grows",
		Client:  greetingClient,
		Serve: func(s *Service) {
			for conn := range s.Accept() {
				if !s.Pause(each) {
					return
				}
				s.Go(func() {
					_ = conn.Greet()
					conn.ReadToEnd()
				})
			}
		},
	})
}
