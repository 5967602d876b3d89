package healthcheck

import (
	"fmt"
	"math"
	"net/netip"
	"reflect"
	"slices"
	"strings"
	"time"

	"github.com/grafana/sobek"
	"go.k6.io/k6/v2/js/common"

	"github.com/probe-storm/probe-storm/xk6/clock"
)

// runOptions is RunOptions of index.d.ts; times lie on the module's clock.
type runOptions struct {
	phase   string
	due     time.Duration
	hasDue  bool
	until   time.Duration
	hasHold bool
	cancel  time.Duration
	cancels bool
	overrun overrun
	source  netip.Addr // k6's own, where the spec names none
}

// overrun moves an exchange that ends after at to another phase: it was lost, or kept waiting, there.
type overrun struct {
	given bool
	at    time.Duration
	phase string
}

// readRunOptions reads property by property: it runs once per exchange.
func readRunOptions(value sobek.Value) (runOptions, error) {
	var options runOptions
	if common.IsNullish(value) {
		return options, nil
	}
	object, ok := value.(*sobek.Object)
	if !ok {
		return options, fmt.Errorf("run: %v is refused: an object is wanted", value)
	}
	if err := knows(object, "run", "phase", "dueMs", "until", "cancelMs", "overrun"); err != nil {
		return options, err
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
		inner, ok := found.(*sobek.Object)
		if !ok {
			return options, fmt.Errorf("run: overrun: %v is refused: an object is wanted", found)
		}
		if err := knows(inner, "run: overrun", "atMs", "phase"); err != nil {
			return options, err
		}
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

// knows refuses properties that nobody reads: a name that is mistyped would be left out in silence.
func knows(object *sobek.Object, where string, names ...string) error {
	for _, key := range object.Keys() {
		if !slices.Contains(names, key) {
			return fmt.Errorf("%s: %.60q is refused: there is no such option; accepts %s", where, key, strings.Join(names, ", "))
		}
	}
	return nil
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
	isNumber := value.ExportType() != nil && (value.ExportType().Kind() == reflect.Int64 || value.ExportType().Kind() == reflect.Float64)
	ms := value.ToFloat()
	if !isNumber || math.IsNaN(ms) || math.Abs(ms) > century {
		return 0, false, fmt.Errorf("run: %s: %v is refused: milliseconds of now()'s clock are wanted", name, value)
	}
	return clock.FromMilliseconds(ms), true, nil
}
