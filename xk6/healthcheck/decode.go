package healthcheck

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"reflect"
	"slices"
	"strings"

	"github.com/grafana/sobek"

	"github.com/probe-storm/probe-storm/xk6/exchange"
)

// decode fills the struct behind into from a JS object. Unlike encoding/json it refuses fields that the struct does not
// have, names that differ in case only, nulls and numbers that do not fit, each with its path, such as steps[1].withinMs.
func decode(rt *sobek.Runtime, value sobek.Value, into any) error {
	object, ok := value.(*sobek.Object)
	if !ok {
		if value == nil {
			value = sobek.Undefined() // an argument that was left out
		}
		return fmt.Errorf("%v is refused: an object is wanted", value)
	}
	raw, err := marshal(rt, object)
	if err != nil {
		return err
	}
	var found any
	if err := json.Unmarshal(raw, &found); err != nil {
		return err
	}
	if err := fits(found, reflect.TypeOf(into).Elem(), ""); err != nil {
		return err
	}
	return json.Unmarshal(raw, into)
}

// marshal is JSON.stringify, with the content of ArrayBuffers.
func marshal(rt *sobek.Runtime, object *sobek.Object) ([]byte, error) {
	stringify, _ := sobek.AssertFunction(rt.GlobalObject().Get("JSON").ToObject(rt).Get("stringify"))
	text, err := stringify(sobek.Undefined(), object, rt.ToValue(func(call sobek.FunctionCall) sobek.Value {
		value := call.Argument(1)
		if value.ExportType() != reflect.TypeFor[sobek.ArrayBuffer]() {
			return value
		}
		buffer, _ := value.Export().(sobek.ArrayBuffer)
		wrapped := rt.NewObject()
		_ = wrapped.Set("ArrayBuffer", base64.StdEncoding.EncodeToString(buffer.Bytes())) // fails on frozen objects only
		return wrapped
	}))
	if err != nil {
		return nil, err
	}
	if sobek.IsUndefined(text) { // of a function, as of whatever else JSON leaves out
		return []byte("null"), nil
	}
	return []byte(text.String()), nil
}

// fits tells whether JSON data can be stored in a Go type without loss.
func fits(found any, wanted reflect.Type, path string) error {
	if found == nil {
		// JSON has neither undefined (left out before this) nor NaN and Infinity (null by now).
		return misfit(path, found, "leave the field out, or give a finite value")
	}
	if wanted == reflect.TypeFor[exchange.Bytes]() {
		return fitsBytes(found, path)
	}
	switch wanted.Kind() {
	case reflect.Pointer:
		return fits(found, wanted.Elem(), path)
	case reflect.Struct:
		return fitsStruct(found, wanted, path)
	case reflect.Slice:
		list, ok := found.([]any)
		if !ok {
			return misfit(path, found, "a list is wanted")
		}
		for i, item := range list {
			if err := fits(item, wanted.Elem(), fmt.Sprintf("%s[%d]", path, i)); err != nil {
				return err
			}
		}
		return nil
	case reflect.String:
		if _, ok := found.(string); !ok {
			return misfit(path, found, "a string is wanted")
		}
		return nil
	case reflect.Bool:
		if _, ok := found.(bool); !ok {
			return misfit(path, found, "true or false is wanted")
		}
		return nil
	default:
		return fitsNumber(found, wanted, path)
	}
}

func fitsStruct(found any, wanted reflect.Type, path string) error {
	object, ok := found.(map[string]any)
	if !ok {
		return misfit(path, found, "an object is wanted")
	}
	fields := make(map[string]reflect.Type, wanted.NumField())
	optional := map[string]bool{} // numbers whose 0 stands for what is left out
	var known []string
	for field := range fieldsOf(wanted) {
		name, manner, _ := strings.Cut(field.Tag.Get("json"), ",")
		fields[name] = field.Type
		optional[name] = manner == "omitempty" && field.Type.Kind() == reflect.Float64
		known = append(known, name)
	}
	// In order of name, so that the same mistake always gets the same message.
	for _, name := range sortedKeys(object) {
		inner := name
		if path != "" {
			inner = path + "." + name
		}
		fieldType, ok := fields[name]
		if !ok {
			return fmt.Errorf("%s: unknown field; known here: %s", inner, strings.Join(known, ", "))
		}
		if object[name] == 0.0 && optional[name] {
			return misfit(inner, object[name], "a number above 0 is wanted; leave the field out for its default")
		}
		if err := fits(object[name], fieldType, inner); err != nil {
			return err
		}
	}
	return nil
}

// fitsBytes takes a number or what marshal makes of an ArrayBuffer.
func fitsBytes(found any, path string) error {
	if _, isNumber := found.(float64); isNumber {
		return fitsNumber(found, reflect.TypeFor[int](), path)
	}
	object, _ := found.(map[string]any)
	if _, isBuffer := object["ArrayBuffer"].(string); !isBuffer || len(object) != 1 {
		return misfit(path, found, "an ArrayBuffer is wanted (of a Uint8Array its buffer)")
	}
	return nil
}

func fitsNumber(found any, wanted reflect.Type, path string) error {
	number, ok := found.(float64)
	if !ok {
		return misfit(path, found, "a number is wanted")
	}
	if wanted.Kind() == reflect.Float64 {
		return nil
	}
	lowest := float64(math.MinInt32)
	highest := float64(math.MaxInt32)
	if wanted.Kind() == reflect.Uint32 {
		lowest, highest = 0, math.MaxUint32
	}
	if number != math.Trunc(number) || number < lowest || number > highest {
		return misfit(path, found, fmt.Sprintf("a whole number from %.0f to %.0f is wanted", lowest, highest))
	}
	return nil
}

func misfit(path string, found any, wanted string) error {
	text, err := json.Marshal(found)
	if err != nil {
		return err
	}
	const enough = 60
	if len(text) > enough {
		text = append(text[:enough], "…"...)
	}
	message := fmt.Sprintf("%s is refused: %s", text, wanted)
	if path != "" {
		message = path + ": " + message
	}
	return errors.New(message)
}

func fieldsOf(wanted reflect.Type) func(func(reflect.StructField) bool) {
	return func(yield func(reflect.StructField) bool) {
		for i := range wanted.NumField() {
			if !yield(wanted.Field(i)) {
				return
			}
		}
	}
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for key := range m {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys
}
