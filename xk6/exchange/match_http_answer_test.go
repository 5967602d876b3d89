package exchange

import "testing"

func TestHTTPAnswerEnds(t *testing.T) {
	const head = "HTTP/1.1 200 OK\r\n"
	for _, test := range []struct {
		title    string
		received string
		ended    bool
		body     int
		end      int // -2: hopeless
	}{
		{"with its announced length", head + "Content-Length: 2\r\n\r\nokmore", false, all, len(head) + 21 + 2},
		{"not before it", head + "Content-Length: 3\r\n\r\nok", false, all, -1},
		{"with the last chunk", head + "Transfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n", false, all, len(head) + 30 + 7 + 5},
		{"not between two chunks", head + "Transfer-Encoding: chunked\r\n\r\n2\r\nok\r\n", false, all, -1},
		{"with its headers where it has no body", "HTTP/1.1 204 No Content\r\n\r\n", false, all, 27},
		{"with the connection where it tells no length", head + "\r\nok", true, all, len(head) + 4},
		{"not before that", head + "\r\nok", false, all, -1},
		{"with its headers where no body is read", head + "\r\nok", false, 0, len(head) + 2},
		{"with as much of the body as is read", head + "\r\nokokok", false, 4, len(head) + 6},
		{"behind 100 Continue", "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 204 No\r\n\r\n", false, all, 25 + 19},
		{"not with half a status line", "HTTP/1.", false, all, -1},
		{"not with half a header", head + "Content-Le", false, all, -1},
		{"not with half a line of another protocol", "220 hello", false, all, -1},
		{"at once with a line of another protocol", "220 hello\r\n", false, all, -2},
		{"at once with a header that is none", head + "no header\r\n", false, all, -2},
		{"at once with a chunk that is none", head + "Transfer-Encoding: chunked\r\n\r\nzz\r\n", false, all, -2},
	} {
		t.Run(test.title, func(t *testing.T) {
			end, hopeless := httpAnswer{test.body}.match([]byte(test.received), test.ended)
			if hopeless {
				end = -2
			}
			if end != test.end {
				t.Errorf("end %d, want %d", end, test.end)
			}
		})
	}
}

func TestTheBodyOfAnHTTPAnswerIsBounded(t *testing.T) {
	far := mostExpected + 1
	_, err := parseMatch(&Match{Kind: "http-answer", Body: &far})
	if want := "match.body: 1048577; accepted are 0 to 1048576"; err == nil || err.Error() != want {
		t.Errorf("%v, want %s", err, want)
	}
}
