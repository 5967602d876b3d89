package exchange

import (
	"strings"
	"testing"
)

const (
	head10     = "HTTP/1.0 200 OK\r\n\r\n"
	lengthened = "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nfine"
	chunked    = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
	inChunks   = chunked + "3\r\nHEL\r\n2;x=1\r\nLO\r\n0\r\nA: b\r\n\r\n"
)

func TestHTTPAnswerIsRead(t *testing.T) {
	for _, test := range []struct{ title, received, status, body, state string }{
		{"a status line alone", "HTTP/1.1 200 OK\r\n", "200", "", "open"},
		{"half a word", "HT", "", "", "open"},
		{"an empty line before it", "\r\n\n" + lengthened, "200", "fine", "ended"},
		{"two blanks in the first line", "HTTP/1.1  200 OK\r\n\r\nx", "200", "x", "headed"},
		{"no reason, and a line that ends with LF alone", "HTTP/1.1 200\n\nx", "200", "x", "headed"},
		{"a body by its length, and what comes behind it", lengthened + "more", "200", "fine", "ended"},
		{"half of a body", "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nfi", "200", "fi", "headed"},
		{"the same length twice", "HTTP/1.1 200 OK\r\nContent-Length: 4, 4\r\nContent-Length: 4\r\n\r\nfine", "200", "fine", "ended"},
		{"chunks, with an extension and a trailer", inChunks, "200", "HELLO", "ended"},
		{"chunks before the last one", strings.TrimSuffix(inChunks, "0\r\nA: b\r\n\r\n"), "200", "HELLO", "headed"},
		{"chunks win over a length", "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nTransfer-Encoding: gzip, Chunked\r\n\r\n1\r\na\r\n0\r\n\r\n", "200", "a", "ended"},
		{"half of a chunk", chunked + "a\r\nHEL", "200", "HEL", "headed"},
		{"no content", "HTTP/1.1 204 No Content\r\n\r\nx", "204", "", "ended"},
		{"to the end of the connection", head10 + "all of it", "200", "all of it", "headed"},
		{"another protocol", "SSH-2.0-x\r\n", "", "", "invalid"},
		{"a version without digits", "HTTP/x.1 200 OK\r\n", "", "", "invalid"},
		{"a status of four digits", "HTTP/1.1 2000 OK\r\n", "2000", "", "open"},
		{"a status that is no number", "HTTP/1.1 2x0 OK\r\n", "2", "", "invalid"},
		{"another protocol, and what is said in it", "HTTP/1.1 101 Switching\r\n\r\nhello", "101", "hello", "headed"},
		{"chunked is not the last coding", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked, gzip\r\n\r\n", "200", "", "invalid"},
		{"a blank in a header's name", "HTTP/1.1 200 OK\r\nX Y: z\r\n", "200", "", "invalid"},
		{"a header without a colon", "HTTP/1.1 200 OK\r\nX\r\n", "200", "", "invalid"},
		{"a length that is no number", "HTTP/1.1 200 OK\r\nContent-Length: abc\r\n\r\n", "200", "", "invalid"},
		{"two lengths", "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n", "200", "", "invalid"},
		{"a chunk's size that is no number", chunked + "x\r\n", "200", "", "invalid"},
		{"more in a chunk than its size says", chunked + "1\r\nab\r\n", "200", "a", "invalid"},
	} {
		t.Run(test.title, func(t *testing.T) {
			m := parseHTTP([]byte(test.received), false)
			state := "open"
			switch {
			case m.invalid:
				state = "invalid"
			case m.ended:
				state = "ended"
			case m.headed:
				state = "headed"
			}
			if m.status != test.status || string(m.body) != test.body || state != test.state {
				t.Errorf("%q %q %s, wanted %q %q %s", m.status, m.body, state, test.status, test.body, test.state)
			}
		})
	}
}

func TestHTTPPart(t *testing.T) {
	body := func(text string) Match { return Match{Kind: "http", Part: "body", Text: text} }
	header := func(name, pattern string) Match {
		return Match{Kind: "http", Part: "header", Name: name, Pattern: pattern}
	}
	list := "HTTP/1.1 200 OK\r\nX-List: \"a,b\", c\r\nX-F: a\r\n b\r\n\r\n"
	least := 0
	for _, test := range []struct {
		title    string
		match    Match
		not      bool
		minBytes *int
		received string
		ended    bool
		verdict  verdict
	}{
		{"nothing, and the end", body("x"), true, nil, "", true, undecided},
		{"headers that are not whole", Match{Kind: "http", Part: "head"}, false, nil, "HTTP/1.1 200 OK\r\n", false, undecided},
		{"headers that end half way", Match{Kind: "http", Part: "head"}, false, nil, "HTTP/1.1 200 OK\r\n", true, mismatched},
		{"a status", Match{Kind: "http", Part: "status", Pattern: "^2"}, false, nil, lengthened, false, matched},
		{"not a status", Match{Kind: "http", Part: "status", Pattern: "^2"}, true, nil, lengthened, false, mismatched},
		{"another protocol is no other status", Match{Kind: "http", Part: "status", Pattern: "^2"}, true, nil, "+OK\r\n", false, mismatched},
		{"a status that always passes", Match{Kind: "http", Part: "body", Text: "x", Passes: 404}, false, nil, "HTTP/1.1 404 N\r\n\r\n", false, matched},
		{"a body over chunks", body("HELLO"), false, nil, inChunks, false, matched},
		{"a chunk's size is no body", body("a"), true, nil, chunked + "a\r\n0123456789\r\n0\r\n\r\n", false, matched},
		{"a body without it, whole", body("ERR"), true, nil, lengthened, false, matched},
		{"a body that may go on", body("ERR"), true, nil, head10 + "fine", false, undecided},
		{"a body that is over", body("ERR"), true, nil, head10 + "fine", true, matched},
		{"the wrong body, whole", body("RIGHT"), false, nil, lengthened, false, mismatched},
		{"behind the length", body("more"), false, nil, lengthened + "more", false, mismatched},
		{"no body is wrong even where another was not to come", body("ERR"), true, nil, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", false, mismatched},
		{"fewer bytes than the text", body("RIGHT"), false, &least, head10 + "RI", false, undecided},
		{"as many bytes as are asked for", body("RIGHT"), false, &least, head10 + "WRONG", false, mismatched},
		{"the body of an answer to HEAD", Match{Kind: "http", Part: "body", Text: "fine", Bodiless: true}, false, nil, lengthened, false, mismatched},
		{"a header", header("^x-f$", ""), false, nil, list, false, matched},
		{"no such header", header("^x$", ""), false, nil, list, false, mismatched},
		{"a header of two lines", header("^x-f$", "^a +b$"), false, nil, list, false, matched},
		{"one of a list", header("^x-list$", "^c$"), false, nil, list, false, matched},
		{"a comma within quotes does not cut", header("^x-list$", "^b"), true, nil, list, false, matched},
		{"the list as a whole", Match{Kind: "http", Part: "header", Name: "^x-list$", Pattern: "^c$", Whole: true}, false, nil, list, false, mismatched},
	} {
		t.Run(test.title, func(t *testing.T) {
			step, err := parseExpect(Step{Kind: "expect", Match: &test.match, Not: test.not, MinBytes: test.minBytes}, &parseState{})
			if err != nil {
				t.Fatal(err)
			}
			found := evaluated(step, []byte(test.received), test.ended)
			if found.verdict != test.verdict {
				t.Errorf("verdict %d, wanted %d", found.verdict, test.verdict)
			}
		})
	}
}

// A buffer that is full is the end of the answer.
func TestHTTPPartLooksAtNoMoreThanItIsTold(t *testing.T) {
	most := 40
	match := Match{Kind: "http", Part: "body", Text: "END"}
	step, err := parseExpect(Step{Kind: "expect", Match: &match, MaxBytes: &most}, &parseState{})
	if err != nil {
		t.Fatal(err)
	}
	for received, wanted := range map[string]verdict{
		head10 + strings.Repeat("x", 10):                                  undecided,
		head10 + strings.Repeat("x", 40) + "END":                          mismatched,
		"HTTP/1.1 200 OK\r\n" + strings.Repeat("A: b\r\n", 9) + "\r\nEND": mismatched,
	} {
		if found := evaluated(step, []byte(received), false); found.verdict != wanted {
			t.Errorf("%q: verdict %d, wanted %d", received, found.verdict, wanted)
		}
	}
}

func TestHTTPPartIsRefused(t *testing.T) {
	for _, test := range []struct {
		match Match
		error string
	}{
		{Match{Kind: "http", Part: "trailer"}, `match.part: "trailer"; accepted are body, head, header, status`},
		{Match{Kind: "http", Part: "status"}, "match.pattern: missing"},
		{Match{Kind: "http", Part: "header"}, "match.name: missing"},
		{Match{Kind: "http", Part: "body", Pattern: "("}, "match.pattern: "},
		{Match{Kind: "http", Part: "head", Passes: 99}, "match.passes: 99; accepted are 100 to 999"},
	} {
		_, err := parseMatch(&test.match)
		if err == nil || !strings.Contains(err.Error(), test.error) {
			t.Errorf("%v, wanted %s", err, test.error)
		}
	}
}

// evaluated is what an expect makes of the bytes that came.
func evaluated(s step, received []byte, peerEnded bool) evaluation {
	e := s.(expect)
	return e.matcher.evaluate(e, received, peerEnded)
}
