package recorder

// mostEntries bounds every list that grows with the length of a run.
const mostEntries = 100_000

// appended thins the older samples out when there are too many: the curve stays, from end to end.
func appended[Sample any](samples []Sample, sample Sample) []Sample {
	if len(samples) == mostEntries {
		for i := range mostEntries / 2 {
			samples[i] = samples[2*i]
		}
		samples = samples[:mostEntries/2]
	}
	return append(samples, sample)
}

const (
	mostReasons  = 100
	otherReasons = "other reasons"
)

// tally counts texts. Beyond mostReasons distinct ones it counts the new ones together: texts may carry addresses and times.
type tally struct {
	counts map[string]int64
}

func (t *tally) add(text string) {
	if t.counts == nil {
		t.counts = map[string]int64{}
	}
	if _, known := t.counts[text]; !known && len(t.counts) >= mostReasons {
		text = otherReasons
	}
	t.counts[text]++
}

// copied is never nil: an empty record is {} to scripts, not null.
func copied[V any](m map[string]V) map[string]V {
	c := make(map[string]V, len(m))
	for key, value := range m {
		c[key] = value
	}
	return c
}
