package flawed

import (
	"sync"
	"time"
)

// throttled takes checks for an attack: after 20 connections within 5 s that ended, by FIN or RST, without a word, it
// closes its listening socket for 10 s: super-servers (xinetd's cps) and mail servers that switch themselves off after a
// burst. On the wire: a greeting, a welcome for whoever says a word, and while it is off each SYN is answered by an RST:
// refused. Then it returns, as if nothing had been.
func init() {
	const (
		burst  = 20
		within = 5 * time.Second
		off    = 10 * time.Second
	)
	register(Flaw{
		Name:    "throttled",
		Summary: "refuses everybody for 10 s after 20 connections within 5 s that ended without a word",
		Client:  helloClient,
		Serve: func(s *Service) {
			aborted := window{most: burst, length: within}
			for conn := range s.Accept() {
				s.Go(func() {
					defer conn.Close()
					_ = conn.Greet()
					if conn.Hear() {
						conn.Welcome()
					} else if aborted.fill(time.Now()) {
						s.Refuse(off)
					}
				})
			}
		},
	})
}

// window remembers when things happened; it starts afresh each time it is full.
type window struct {
	most   int
	length time.Duration

	mu    sync.Mutex
	times []time.Time
}

// fill adds one and is true when that makes `most` within `length`.
func (w *window) fill(now time.Time) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.times = append(w.times, now)
	if len(w.times) < w.most {
		return false
	}
	full := now.Sub(w.times[0]) <= w.length
	w.times = w.times[1:]
	if full {
		w.times = nil
	}
	return full
}
