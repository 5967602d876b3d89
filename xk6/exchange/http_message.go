package exchange

import (
	"bytes"
	"slices"
	"strings"
)

// httpMessage is as much of an HTTP/1 answer as has come: what RFC 9112 takes for one, in HAProxy's reading (src/h1.c), which lets empty
// lines stand before it and several blanks in its first line, and folds headers of several lines.
type httpMessage struct {
	invalid bool // more bytes cannot make it an answer
	headed  bool // its headers are whole
	ended   bool // and so is its body, by its length or its last chunk
	end     int  // of the message, where it has ended; else of what came
	status  string
	headers []httpHeader
	value   []byte // of the last header, whose next line may go on with it
	body    []byte
}

// httpHeader has its name in lower case.
type httpHeader struct{ name, value string }

// parseHTTP reads the answer to a request. bodiless: it was one whose answer has no body (HEAD).
func parseHTTP(received []byte, bodiless bool) httpMessage {
	m := httpMessage{end: len(received)}
	rest, valid := skipEmptyLines(received)
	if !valid || !beginsAsStatusLine(rest) {
		m.invalid = true
		return m
	}
	head, rest, whole := cutHead(rest)
	if !m.readHead(head, whole) || !whole {
		return m
	}
	m.headed = true
	m.readBody(rest, len(received)-len(rest), bodiless)
	return m
}

func skipEmptyLines(b []byte) (rest []byte, valid bool) {
	for len(b) > 0 {
		switch {
		case b[0] == '\n':
			b = b[1:]
		case b[0] != '\r':
			return b, true
		case len(b) == 1:
			return nil, true
		case b[1] != '\n':
			return nil, false
		default:
			b = b[2:]
		}
	}
	return b, true
}

// beginsAsStatusLine tells it by the first bytes: an answer of another protocol is turned down at once.
func beginsAsStatusLine(b []byte) bool {
	const begin = "HTTP/"
	return strings.HasPrefix(begin, string(b[:min(len(b), len(begin))]))
}

// cutHead cuts behind the empty line; without one all lines that have ended are the head.
func cutHead(b []byte) (head, rest []byte, whole bool) {
	for at := 0; ; {
		line := bytes.IndexByte(b[at:], '\n')
		if line < 0 {
			return b[:at], nil, false
		}
		if text := b[at : at+line]; len(text) == 0 || string(text) == "\r" {
			return b[:at], b[at+line+1:], true
		}
		at += line + 1
	}
}

// readHead takes in the lines of a head; false when one of them is invalid.
func (m *httpMessage) readHead(head []byte, whole bool) bool {
	lines := bytes.SplitAfter(head, []byte("\n"))
	lines = lines[:len(lines)-1] // behind the last line end
	for i, line := range lines {
		text := bytes.TrimSuffix(bytes.TrimSuffix(line, []byte("\n")), []byte("\r"))
		switch {
		case bytes.IndexByte(text, '\r') >= 0:
			m.invalid = true
		case i == 0:
			m.invalid = !m.readStatusLine(text)
		case text[0] == ' ' || text[0] == '\t':
			m.invalid = !m.fold(text)
		default:
			m.invalid = !m.readHeader(text)
		}
		if m.invalid {
			return false
		}
	}
	m.closeHeader()
	if whole {
		m.invalid = len(lines) == 0 || !m.lengthIsClear() || !m.codingsAreClear()
	}
	return !m.invalid
}

func (m *httpMessage) readStatusLine(text []byte) bool {
	const version = len("HTTP/1.1")
	if len(text) < version+1 || !isDigit(text[5]) || text[6] != '.' || !isDigit(text[7]) || text[8] != ' ' && text[8] != '\t' {
		return false
	}
	rest := bytes.TrimLeft(text[version:], " \t")
	digits := 0
	for digits < len(rest) && isDigit(rest[digits]) {
		digits++
	}
	m.status = string(rest[:digits])
	return digits > 0 && (digits == len(rest) || rest[digits] == ' ' || rest[digits] == '\t')
}

func (m *httpMessage) readHeader(text []byte) bool {
	name, value, found := bytes.Cut(text, []byte(":"))
	if !found || len(name) == 0 || bytes.ContainsFunc(name, notToken) {
		return false
	}
	m.closeHeader()
	m.headers = append(m.headers, httpHeader{name: strings.ToLower(string(name))})
	m.value = append(m.value, bytes.Trim(value, " \t")...)
	return true
}

// closeHeader gives the last header its value, once and not at each of its lines: a peer may send thousands of them.
func (m *httpMessage) closeHeader() {
	if len(m.headers) > 0 {
		m.headers[len(m.headers)-1].value = string(m.value)
	}
	m.value = m.value[:0]
}

func (m *httpMessage) fold(text []byte) bool {
	if len(m.headers) == 0 {
		return false
	}
	if more := bytes.Trim(text, " \t"); len(more) > 0 {
		if len(m.value) > 0 {
			m.value = append(m.value, ' ')
		}
		m.value = append(m.value, more...)
	}
	return true
}

func notToken(r rune) bool {
	return !(r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune("!#$%&'*+-.^_`|~", r))
}

func isDigit(b byte) bool { return b >= '0' && b <= '9' }

// lengthIsClear tells whether all lengths that the headers name are the same number.
func (m *httpMessage) lengthIsClear() bool {
	first := ""
	for _, value := range m.values("content-length") {
		for length := range strings.SplitSeq(value, ",") {
			length = strings.Trim(length, " \t")
			if length == "" || strings.ContainsFunc(length, func(r rune) bool { return r < '0' || r > '9' }) || first != "" && length != first {
				return false
			}
			first = length
		}
	}
	return true
}

func (m *httpMessage) values(name string) (values []string) {
	for _, header := range m.headers {
		if header.name == name {
			values = append(values, header.value)
		}
	}
	return values
}

// readBody takes what came behind the head, which begins at offset. Without a length and without chunks it goes on to the peer's end.
func (m *httpMessage) readBody(rest []byte, offset int, bodiless bool) {
	switch {
	case bodiless || m.status == "204" || m.status == "304" || len(m.status) == 3 && m.status[0] == '1' && m.status != "101":
		m.ended, m.end = true, offset
	case m.isChunked():
		m.readChunks(rest, offset)
	case len(m.values("content-length")) > 0:
		length := parseLength(m.values("content-length")[0])
		m.ended = len(rest) >= length
		m.body = rest[:min(length, len(rest))]
		m.end = offset + len(m.body)
	default:
		m.body = rest
	}
}

// codings of the transfer, in lower case and in their order.
func (m *httpMessage) codings() (codings []string) {
	for _, value := range m.values("transfer-encoding") {
		for coding := range strings.SplitSeq(value, ",") {
			codings = append(codings, strings.ToLower(strings.Trim(coding, " \t")))
		}
	}
	return codings
}

// codingsAreClear tells whether chunked, where it is named, is the last of them: only then anybody knows where the body ends.
func (m *httpMessage) codingsAreClear() bool {
	codings := m.codings()
	at := slices.Index(codings, "chunked")
	return at < 0 || at == len(codings)-1
}

func (m *httpMessage) isChunked() bool { return slices.Contains(m.codings(), "chunked") }

// parseLength is never more than anybody looks at.
func parseLength(digits string) int {
	length := 0
	for _, digit := range strings.Trim(strings.Split(digits, ",")[0], " \t") {
		length = min(10*length+int(digit-'0'), mostExpected+1)
	}
	return length
}

func (m *httpMessage) readChunks(rest []byte, offset int) {
	all := len(rest)
	for {
		size, behind, whole, valid := readChunkSize(rest)
		if !valid {
			m.invalid = true
		}
		if !valid || !whole {
			return
		}
		if size == 0 {
			m.readTrailers(behind, offset+all)
			return
		}
		m.body = append(m.body, behind[:min(size, len(behind))]...)
		if len(behind) < size+1 {
			return
		}
		behind = bytes.TrimPrefix(behind[size:], []byte("\r"))
		if len(behind) == 0 {
			return
		}
		if behind[0] != '\n' {
			m.invalid = true
			return
		}
		rest = behind[1:]
	}
}

// readTrailers looks for the empty line behind the last chunk. end is that of what came.
func (m *httpMessage) readTrailers(rest []byte, end int) {
	for {
		line, behind, whole := bytes.Cut(rest, []byte("\n"))
		if !whole {
			return
		}
		rest = behind
		if len(line) == 0 || string(line) == "\r" {
			m.ended, m.end = true, end-len(rest)
			return
		}
	}
}

func readChunkSize(b []byte) (size int, behind []byte, whole, valid bool) {
	digits := 0
	for digits < len(b) && isHexDigit(b[digits]) {
		size = min(16*size+hexValue(b[digits]), mostExpected+1)
		digits++
	}
	switch {
	case digits == len(b):
		return 0, nil, false, true
	case digits == 0 || !strings.ContainsRune(" \t\r\n;", rune(b[digits])):
		return 0, nil, false, false
	}
	extension, behind, whole := bytes.Cut(b[digits:], []byte("\n"))
	return size, behind, whole, !bytes.Contains(bytes.TrimSuffix(extension, []byte("\r")), []byte("\r"))
}

func isHexDigit(b byte) bool { return isDigit(b) || b >= 'a' && b <= 'f' || b >= 'A' && b <= 'F' }

func hexValue(b byte) int {
	if isDigit(b) {
		return int(b - '0')
	}
	return int(b|0x20-'a') + 10
}
