package flawed

import "time"

// limited-per-second resets whoever comes after 50 connections within a second, and counts these as well: a guard against
// floods, in a proxy or in the service itself. On the wire: a greeting at once, and above the limit an RST instead. It
// forgets within a second. No balancer's own cadence comes near; a storm at many times that does.
func init() {
	const most = 50
	register(Flaw{
		Name:    "limited-per-second",
		Summary: "resets whoever comes after 50 connections within a second",
		Client:  greetingClient,
		Serve: func(s *Service) {
			lately := limit{most: most, within: time.Second}
			for conn := range s.Accept() {
				if lately.exceeded(time.Now()) {
					conn.Abort()
					continue
				}
				s.Go(func() {
					_ = conn.Greet()
					conn.ReadToEnd()
				})
			}
		},
	})
}
