package exchange

import (
	"encoding/hex"
	"encoding/json"
	"fmt"
)

// Bytes is the field `bytes` of a spec: the content of an ArrayBuffer or, in a match of kind length, a number.
type Bytes struct {
	Count  int
	Buffer []byte // nil: no ArrayBuffer was given
}

// ArrayBuffer is how the JSON of a spec holds an ArrayBuffer; JSON itself has no such value.
type ArrayBuffer struct {
	Content []byte `json:"ArrayBuffer"`
}

// UnmarshalJSON reads a number or an ArrayBuffer.
func (b *Bytes) UnmarshalJSON(raw []byte) error {
	if json.Unmarshal(raw, &b.Count) == nil {
		return nil
	}
	var buffer ArrayBuffer
	if err := json.Unmarshal(raw, &buffer); err != nil {
		return err
	}
	b.Buffer = append([]byte{}, buffer.Content...)
	return nil
}

// parseBytes reads what a spec gives as exactly one of hex, text and an ArrayBuffer.
func parseBytes(prefix, inHex, text string, bytes Bytes, most int) (parsed []byte, err error) {
	field := ""
	for _, form := range []struct {
		name  string
		given bool
		read  func() ([]byte, error)
	}{
		{"hex", inHex != "", func() ([]byte, error) { return hex.DecodeString(inHex) }},
		{"text", text != "", func() ([]byte, error) { return []byte(text), nil }},
		{"bytes", bytes.Buffer != nil, func() ([]byte, error) { return bytes.Buffer, nil }},
	} {
		if !form.given {
			continue
		}
		if field != "" {
			return nil, fmt.Errorf("%s%s: given beside %s; accepted is exactly one of hex, text, bytes", prefix, form.name, field)
		}
		field = form.name
		if parsed, err = form.read(); err != nil {
			return nil, fmt.Errorf("%s%s: %.40q is not hex: %w", prefix, form.name, inHex, err)
		}
	}
	switch {
	case field == "" && bytes.Count != 0:
		return nil, fmt.Errorf("%sbytes: %d; accepted is an ArrayBuffer", prefix, bytes.Count)
	case field == "":
		return nil, fmt.Errorf("%shex: empty; at least one byte is needed, as hex, text or bytes", prefix)
	case len(parsed) == 0:
		return nil, fmt.Errorf("%s%s: empty; at least one byte is needed", prefix, field)
	case len(parsed) > most:
		return nil, fmt.Errorf("%s%s: %d bytes; accepted are up to %d", prefix, field, len(parsed), most)
	}
	return parsed, nil
}
