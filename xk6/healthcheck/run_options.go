package healthcheck

import (
	"fmt"
	"math"
	"time"

	"github.com/grafana/sobek"
	"go.k6.io/k6/v2/js/common"
)

// runOptions is RunOptions of healthcheck.d.ts; times lie on the module's clock.
type runOptions struct {
	phase   string
	due     time.Duration
	hasDue  bool
	until   time.Duration
	hasHold bool
	cancel  time.Duration
	cancels bool
	overrun overrun
}

// overrun moves an exchange that ends after at to another phase: it was lost, or kept waiting, there.
type overrun struct {
	given bool
	at    time.Duration
	phase string
}

// readRunOptions reads property by property: it runs once per exchange.
func readRunOptions(rt *sobek.Runtime, value sobek.Value) (runOptions, error) {
	var options runOptions
	if common.IsNullish(value) {
		return options, nil
	}
	object, ok := value.(*sobek.Object)
	if !ok {
		return options, fmt.Errorf("run: %v is refused: an object is wanted", value)
	}
	var err error
	if options.phase, err = textOf(object, "phase"); err != nil {
		return options, err
	}
	if options.due, options.hasDue, err = momentOf(object, "dueMs"); err != nil {
		return options, err
	}
	if options.until, options.hasHold, err = momentOf(object, "until"); err != nil {
		return options, err
	}
	if options.cancel, options.cancels, err = momentOf(object, "cancelMs"); err != nil {
		return options, err
	}
	if found := object.Get("overrun"); !common.IsNullish(found) {
		inner := found.ToObject(rt)
		options.overrun.given = true
		var hasAt bool
		if options.overrun.at, hasAt, err = momentOf(inner, "atMs"); err != nil {
			return options, err
		}
		if options.overrun.phase, err = textOf(inner, "phase"); err != nil {
			return options, err
		}
		if !hasAt || options.overrun.phase == "" {
			return options, fmt.Errorf("run: overrun: both atMs and phase are wanted")
		}
	}
	return options, nil
}

func textOf(object *sobek.Object, name string) (string, error) {
	value := object.Get(name)
	if common.IsNullish(value) {
		return "", nil
	}
	text, ok := value.Export().(string)
	if !ok {
		return "", fmt.Errorf("run: %s: %v is refused: a string is wanted", name, value)
	}
	return text, nil
}

// momentOf reads milliseconds of now()'s clock.
func momentOf(object *sobek.Object, name string) (time.Duration, bool, error) {
	value := object.Get(name)
	if common.IsNullish(value) {
		return 0, false, nil
	}
	const century = 100 * 365 * 24 * 3600 * 1000
	ms := value.ToFloat()
	if math.IsNaN(ms) || math.Abs(ms) > century {
		return 0, false, fmt.Errorf("run: %s: %v is refused: milliseconds of now()'s clock are wanted", name, value)
	}
	return fromMilliseconds(ms), true, nil
}
