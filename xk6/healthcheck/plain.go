package healthcheck

import (
	"encoding/json"
	"errors"

	"github.com/grafana/sobek"

	"github.com/probe-storm/probe-storm/xk6/printable"
)

// plain turns a Go value into the JS objects and arrays that its JSON describes, so that scripts may spread, sort and
// stringify what they get. For what is not asked for on every exchange.
func plain(rt *sobek.Runtime, value any) (sobek.Value, error) {
	raw, err := json.Marshal(value)
	if err != nil {
		return nil, err
	}
	parse, _ := sobek.AssertFunction(rt.GlobalObject().Get("JSON").ToObject(rt).Get("parse"))
	return parse(sobek.Undefined(), rt.ToValue(string(raw)))
}

// mostOfALine is what a refusal may hold: it quotes what the user wrote, and may name several remedies.
const mostOfALine = 4096

// oneLine makes a message fit for a log: errors of parsers and resolvers may span several lines.
func oneLine(text string) string { return printable.Line(text, mostOfALine) }

// inOneLine is oneLine for an error that a script will see.
func inOneLine(err error) error {
	if err == nil {
		return nil
	}
	return errors.New(oneLine(err.Error()))
}
