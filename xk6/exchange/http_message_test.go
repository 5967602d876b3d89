package exchange

import (
	"bytes"
	"runtime"
	"strings"
	"testing"
)

func TestAHeaderGoesOnInTheNextLines(t *testing.T) {
	m := parseHTTP([]byte("HTTP/1.1 200 OK\r\nX:\r\n \r\n\ta \r\n \r\n b\r\nY: c\r\n\r\n"), false)
	if m.invalid || !m.headed || len(m.headers) != 2 {
		t.Fatalf("%+v", m)
	}
	if m.headers[0].value != "a b" || m.headers[1].value != "c" {
		t.Errorf("values %q and %q, want \"a b\" and \"c\"", m.headers[0].value, m.headers[1].value)
	}
}

// A peer may send a header of any number of lines: each of them is copied a few times, not once for each line behind it.
func TestAHeaderOfManyLinesIsReadInOneGo(t *testing.T) {
	received := append([]byte("HTTP/1.1 200 OK\r\nX: 0"), bytes.Repeat([]byte("\n a"), mostMatched/3)...)
	received = append(received, "\n\n"...)
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	m := parseHTTP(received, false)
	runtime.ReadMemStats(&after)
	if want := "0" + strings.Repeat(" a", mostMatched/3); len(m.headers) != 1 || m.headers[0].value != want {
		t.Fatalf("%d headers", len(m.headers))
	}
	if took, most := after.TotalAlloc-before.TotalAlloc, uint64(100*len(received)); took > most {
		t.Errorf("%d bytes are read with %d bytes of memory, want at most %d", len(received), took, most)
	}
}
