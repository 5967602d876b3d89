package healthcheck

import (
	"time"

	"github.com/probe-storm/probe-storm/xk6/recorder"
)

// observation is one exchange as the recorder and the metrics see it.
type observation struct {
	recorder.Observation
	resolve time.Duration // 0 once the target's address is known
	// page is the recording that it counts in, wherever it ends.
	page *recorder.Recorder
}
