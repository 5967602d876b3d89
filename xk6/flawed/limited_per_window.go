package flawed

import "time"

// limited-per-window serves 20 connections in any 4 s, whoever makes them: the rate limits of mail servers and firewalls,
// which count a check as they count a client. On the wire: a greeting, and a welcome for whoever says a word; one
// connection more gets "BUSY" and a FIN, and counts as well. How a connection ends does not matter, only that accept()
// returned it. It forgets by itself. A check every few seconds goes under among the clients; with ten a second nobody
// gets in any more until they stop.
func init() {
	const (
		most   = 20
		within = 4 * time.Second
	)
	register(Flaw{
		Name:    "limited-per-window",
		Summary: "serves 20 connections in any 4 s, of whomever, and turns away whoever comes on top",
		Client:  helloClient,
		Serve: func(s *Service) {
			lately := limit{most: most, within: within}
			for conn := range s.Accept() {
				if lately.exceeded(time.Now()) {
					s.Go(func() { conn.TurnAway("BUSY\r\n") })
					continue
				}
				s.Go(func() {
					defer conn.Close()
					_ = conn.Greet()
					if conn.Hear() {
						conn.Welcome()
					}
				})
			}
		},
	})
}

// limit remembers when the latest connections came, also those that were too many.
type limit struct {
	most   int
	within time.Duration
	times  []time.Time
}

// exceeded adds a connection, and is true when that makes more than `most` during the time `within`.
func (l *limit) exceeded(now time.Time) bool {
	l.times = append(l.times, now)
	if len(l.times) <= l.most {
		return false
	}
	oldest := l.times[0]
	l.times = l.times[1:]
	return now.Sub(oldest) < l.within
}
