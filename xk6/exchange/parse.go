package exchange

import (
	"errors"
	"fmt"
	"math"
	"net"
	"net/netip"
	"strconv"
	"time"

	"github.com/probe-storm/probe-storm/xk6/clock"
)

const (
	defaultTimeout = 5 * time.Second
	longest        = 30 * 24 * time.Hour // of any duration in a spec
	leastMs        = 0.001
)

// Parse checks a spec once, so that Run cannot fail for what is written in it. The error is one line and names the field.
func Parse(spec Spec) (*Exchange, error) {
	e := &Exchange{Spec: spec}
	host, err := parseTarget(spec.Target)
	if err != nil {
		return nil, err
	}
	if e.halfOpen, err = parseHandshake(spec.Handshake); err != nil {
		return nil, err
	}
	if spec.Source != "" {
		if e.source, err = netip.ParseAddr(spec.Source); err != nil {
			return nil, fmt.Errorf("source: %q is not an IP address", spec.Source)
		}
	}
	if e.timeout, err = optionalDuration("timeoutMs", spec.TimeoutMs, defaultTimeout); err != nil {
		return nil, err
	}
	if e.connectTimeout, err = optionalDuration("connectTimeoutMs", spec.ConnectTimeoutMs, 0); err != nil {
		return nil, err
	}
	state := &parseState{host: host}
	if err := e.parseSteps(state); err != nil {
		return nil, err
	}
	if e.ending, err = parseEnding(spec.Ending, state); err != nil {
		return nil, fmt.Errorf("ending.%w", err)
	}
	e.closeNotify = notifies(spec.Ending)
	e.failedEnding, e.failedCloseNotify = e.ending, e.closeNotify
	if spec.FailedEnding != nil {
		e.failedCloseNotify = notifies(spec.FailedEnding)
		if e.failedEnding, err = parseEnding(spec.FailedEnding, state); err != nil {
			return nil, fmt.Errorf("failedEnding.%w", err)
		}
		if before := e.ending.lingerSeconds(); before != noLinger && before != e.failedEnding.lingerSeconds() {
			return nil, errors.New("failedEnding: SO_LINGER is set before the first packet, and ending has one of its own")
		}
	}
	if err := checkProof(spec.Prove); err != nil {
		return nil, fmt.Errorf("prove.%w", err)
	}
	return e, nil
}

func (e *Exchange) parseSteps(state *parseState) error {
	for i, written := range e.Spec.Steps {
		parse, known := stepKinds[written.Kind]
		if !known {
			return fmt.Errorf("steps[%d].kind: %q; accepted are %s", i, written.Kind, names(stepKinds))
		}
		parsed, err := parse(written, state)
		if err != nil {
			return fmt.Errorf("steps[%d].%w", i, err)
		}
		e.steps = append(e.steps, parsed)
	}
	if state.waits >= e.timeout {
		return fmt.Errorf("timeoutMs: %s, but the waits alone take %s ms", ms(e.timeout), ms(state.waits))
	}
	e.noDelay = state.sends && !e.Spec.Nagle
	return nil
}

func parseTarget(target string) (host string, err error) {
	host, port, err := net.SplitHostPort(target)
	if number, bad := strconv.Atoi(port); err != nil || host == "" || bad != nil || number < 1 || number > 65535 {
		return "", fmt.Errorf("target: %q; accepted is host:port or [IPv6]:port with a port from 1 to 65535", target)
	}
	return host, nil
}

func parseHandshake(name string) (halfOpen bool, err error) {
	switch {
	case name == "" || name == "full":
		return false, nil
	case name != "half-open":
		return false, fmt.Errorf("handshake: %q; accepted are full, half-open", name)
	case !canHalfOpen:
		return false, fmt.Errorf("handshake: half-open needs Linux: %w", ErrUnsupported)
	}
	return true, nil
}

// duration of a field in milliseconds; more than nothing.
func duration(field string, value float64) (time.Duration, error) {
	if !(value >= leastMs && value <= clock.Milliseconds(longest)) {
		return 0, fmt.Errorf("%s: %s; accepted is a number of milliseconds from %s to %s", field, plain(value), plain(leastMs), ms(longest))
	}
	return time.Duration(math.Round(value * float64(time.Millisecond))), nil
}

// optionalDuration is duration, with a default for 0.
func optionalDuration(field string, value float64, otherwise time.Duration) (time.Duration, error) {
	if value == 0 {
		return otherwise, nil
	}
	return duration(field, value)
}

func ms(d time.Duration) string { return plain(clock.Milliseconds(d)) }

func plain(number float64) string { return strconv.FormatFloat(number, 'f', -1, 64) }

// inProse quotes what came, short enough for one line.
func inProse(received []byte) string {
	const shown = 60
	if len(received) > shown {
		return strconv.QuoteToASCII(string(received[:shown])) + "…"
	}
	return strconv.QuoteToASCII(string(received))
}
