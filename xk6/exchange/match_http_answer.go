package exchange

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"net/http"
)

// httpAnswer is one whole HTTP/1 answer, as net/http reads it: the headers, and the body to the end that Content-Length or the last chunk
// tells; without either, to the end of the connection. A line that cannot be part of an answer ends it as soon as the line is complete.
//
// The kubelet, Consul and Traefik use this very parser, so no other can be closer to what they take for an answer. HAProxy has another
// opinion of many answers, and httpPart follows it.
type httpAnswer struct {
	body int // bytes that are read of the body; all: no bound
}

const all = -1

func parseHTTPAnswer(m *Match) (matcher, error) {
	if m.Body == nil {
		return search{httpAnswer{all}}, nil
	}
	if *m.Body < 0 || *m.Body > mostExpected {
		return nil, fmt.Errorf("match.body: %d; accepted are 0 to %d", *m.Body, mostExpected)
	}
	return search{httpAnswer{*m.Body}}, nil
}

func (h httpAnswer) least() int     { return 1 }
func (h httpAnswer) String() string { return "an HTTP answer" }

func (h httpAnswer) match(received []byte, ended bool) (int, bool) {
	lines := received[:bytes.LastIndexByte(received, '\n')+1] // half a line may still become a good one
	if _, err := readHead(bufio.NewReader(bytes.NewReader(lines))); err != nil {
		return -1, !isEOF(err)
	}
	source := bytes.NewReader(received)
	reader := bufio.NewReader(source)
	answer, err := readHead(reader)
	if err != nil {
		return -1, true
	}
	complete, err := h.readBody(answer, ended)
	switch {
	case err != nil && !isEOF(err):
		return -1, true
	case !complete:
		return -1, false
	}
	return len(received) - source.Len() - reader.Buffered(), false
}

// readHead passes over what comes ahead of the answer itself, such as 100 Continue.
func readHead(reader *bufio.Reader) (*http.Response, error) {
	for {
		answer, err := http.ReadResponse(reader, nil)
		if err != nil || answer.StatusCode >= 200 || answer.StatusCode == http.StatusSwitchingProtocols {
			return answer, err
		}
	}
}

func (h httpAnswer) readBody(answer *http.Response, ended bool) (complete bool, err error) {
	if h.body == 0 {
		return true, nil
	}
	body := io.Reader(answer.Body)
	if h.body != all {
		body = io.LimitReader(body, int64(h.body))
	}
	n, err := io.Copy(io.Discard, body)
	if err != nil {
		return false, err
	}
	untilClose := answer.ContentLength < 0 && len(answer.TransferEncoding) == 0
	return !untilClose || ended || h.body != all && n >= int64(h.body), nil
}
