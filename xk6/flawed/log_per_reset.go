package flawed

import (
	"fmt"
	"os"
)

// log-per-reset writes a line to its log for each connection that ends without a request: the harm that people report
// most, and nobody is locked out. On the wire: a request is answered, and nothing shows. The file has no name any more
// once it is open, so that nothing is left behind; the position in it tells how much was written.
func init() {
	register(Flaw{
		Name:    "log-per-reset",
		Summary: "writes a line of 120 bytes to a file for each connection that ends without a request; everybody is served",
		Client:  helloClient,
		Serve: func(s *Service) {
			log, forget, err := namelessFile()
			if err != nil {
				s.Exit()
				return
			}
			s.Go(func() {
				<-s.stopping.Done()
				forget()
			})
			for conn := range s.Accept() {
				s.Go(func() {
					peer := conn.RemoteAddr()
					if conn.Hear() {
						conn.Welcome()
						return
					}
					_ = conn.Close()
					line := fmt.Sprintf("ERROR connection from %s was lost before its first request", peer)
					_, _ = fmt.Fprintf(log, "%-119.119s\n", line)
				})
			}
		},
	})
}

// namelessFile is an open file that disappears with forget, and with the process. Where an open file cannot be removed
// (Windows), it keeps its name until then.
func namelessFile() (file *os.File, forget func(), err error) {
	file, err = os.CreateTemp("", "probe-storm-*.log")
	if err != nil {
		return nil, nil, err
	}
	named := os.Remove(file.Name()) != nil
	return file, func() {
		_ = file.Close()
		if named {
			_ = os.Remove(file.Name())
		}
	}, nil
}
