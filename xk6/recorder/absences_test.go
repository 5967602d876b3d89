package recorder

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/probe-storm/probe-storm/xk6/clock"
)

func TestAProcessThatEndsAfterItsListenerIsSeenToHaveEnded(t *testing.T) {
	r := New(clock.Start())
	no, yes := false, true
	r.QueueSample(0, "storm", Queue{})
	r.ListenerAway(seconds(1), nil)
	r.ListenerAway(seconds(2), &no)
	r.ListenerAway(seconds(3), &yes)

	assert.Equal(t, []Absence{{From: 1000, ProcessEnded: &yes}}, r.Recording(0, Options{}).Absences)
}
