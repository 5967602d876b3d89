package exchange

import (
	"strings"
	"testing"
)

// frame as a server sends it, on stream 1 unless it is of the connection.
func h2Frame(kind, flags, stream byte, payload string) string {
	return "\x00\x00" + string(rune(len(payload))) + string([]byte{kind, flags, 0, 0, 0, stream}) + payload
}

func TestHTTP2AnswerIsRead(t *testing.T) {
	settings := h2Frame(4, 0, 0, "")
	ok := h2Frame(1, h2EndHeaders, 1, "\x88\x00\x03x-a\x01b") // :status 200, x-a: b
	for _, test := range []struct {
		title, received, status, body string
		headed, ended, invalid        bool
	}{
		{"SETTINGS alone", settings, "", "", false, false, false},
		{"half a frame", ok[:12], "", "", false, false, false},
		{"a status, and a body to come", settings + ok, "200", "", true, false, false},
		{"a body in two frames, one of them padded", ok + h2Frame(0, 0, 1, "HEL") + h2Frame(0, h2Padded|h2EndStream, 1, "\x02LO  "), "200", "HELLO", true, true, false},
		{"headers alone", h2Frame(1, h2EndHeaders|h2EndStream, 1, "\x8d"), "404", "", true, true, false},
		{"headers in two frames", h2Frame(1, 0, 1, "\x88\x00\x03x") + h2Frame(9, h2EndHeaders, 1, "-a\x01b"), "200", "", true, false, false},
		{"a status spelled out", h2Frame(1, h2EndHeaders, 1, "\x08\x03503"), "503", "", true, false, false},
		{"a stream that is reset", h2Frame(3, 0, 1, "\x00\x00\x00\x01"), "", "", false, false, true},
		{"a frame longer than any may be, whatever lies in it", "\x01\x00\x00\x00\x00\x00\x00\x00\x00" + ok, "", "", false, false, true},
		{"GOAWAY, which says nothing of the stream", h2Frame(7, 0, 0, "\x00\x00\x00\x00\x00\x00\x00\x01"), "", "", false, false, false},
		{"headers that are none", h2Frame(1, h2EndHeaders, 1, "\xff\xff\xff\xff\xff"), "", "", false, false, true},
	} {
		t.Run(test.title, func(t *testing.T) {
			m := parseHTTP2([]byte(test.received))
			if m.status != test.status || string(m.body) != test.body || m.headed != test.headed || m.ended != test.ended || m.invalid != test.invalid {
				t.Errorf("%+v", m)
			}
		})
	}
}

func TestHTTP2PartAndFrame(t *testing.T) {
	header := Match{Kind: "http", Part: "header", Name: "^x-a$", Pattern: "^b$", H2: true}
	m, err := parseExpect(Step{Kind: "expect", Match: &header}, &parseState{})
	if err != nil {
		t.Fatal(err)
	}
	answer := h2Frame(4, 0, 0, "") + h2Frame(1, h2EndHeaders, 1, "\x88\x00\x03x-a\x01b")
	if found := evaluated(m, []byte(answer), false); found.end != len(answer) || found.verdict != matched {
		t.Errorf("%+v", found)
	}
	frame, err := parseExpect(Step{Kind: "expect", Match: &Match{Kind: "message", Length: "h2-frame", Pattern: `^(?s:.{3})\x04`}}, &parseState{})
	if err != nil {
		t.Fatal(err)
	}
	if found := evaluated(frame, []byte(answer), false); found.end != h2FrameHeader {
		t.Errorf("the first frame ends at %d", found.end)
	}
	if found := evaluated(frame, []byte("HTTP/1.1 400 Bad Request\r\n"), false); found.verdict != mismatched {
		t.Error("HTTP/1 is waited for as a frame")
	}
	if found := evaluated(frame, []byte(strings.Repeat("\x00", h2FrameHeader-1)), false); found.end != -1 {
		t.Errorf("half a header is a frame of %d bytes", found.end)
	}
}
