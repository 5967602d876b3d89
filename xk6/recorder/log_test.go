package recorder

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/probe-storm/probe-storm/xk6/clock"
	"github.com/probe-storm/probe-storm/xk6/logfile"
)

func TestExamplesOfALogAreFewAndShort(t *testing.T) {
	r := New(clock.Start())
	for range mostExamples + 5 {
		r.Begin(Checker, "storm", 0)
		r.LogSample(0, "storm", logfile.Count{}, strings.Repeat("x", 1000))
	}
	samples := r.Recording(0, Options{}).Log
	assert.Len(t, samples[mostExamples-1].Example, mostExample)
	assert.Empty(t, samples[mostExamples].Example)
}
