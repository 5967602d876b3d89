package exchange

import (
	"encoding/binary"
	"strings"

	"golang.org/x/net/http2/hpack"
)

const (
	h2FrameHeader = 9
	mostH2Frame   = 16 << 10
	// most that the headers of an answer may come to: HPACK makes much out of little.
	mostH2Headers = mostMatched
)

const (
	h2Data      = 0
	h2Headers   = 1
	h2RSTStream = 3
	h2Continued = 9
)

const (
	h2EndStream  = 1
	h2EndHeaders = 4
	h2Padded     = 8
	h2Priority   = 32
)

// h2FrameLength is that of an HTTP/2 frame, with its header. One that says more than anybody may send is not waited for.
func h2FrameLength(b []byte) int {
	if len(b) < h2FrameHeader {
		return -1
	}
	if length := h2PayloadLength(b); length <= mostH2Frame {
		return h2FrameHeader + length
	}
	return h2FrameHeader
}

func h2PayloadLength(header []byte) int {
	return int(header[0])<<16 + int(header[1])<<8 + int(header[2])
}

// parseHTTP2 reads the answer on stream 1, as much of it as has come, out of the frames of a server.
func parseHTTP2(received []byte) httpMessage {
	m := httpMessage{end: len(received)}
	var block []byte
	for rest := received; ; {
		length := h2FrameLength(rest)
		if length < 0 || length > len(rest) {
			return m
		}
		if h2PayloadLength(rest) > mostH2Frame { // FRAME_SIZE_ERROR: what follows are no frames
			m.invalid = true
			return m
		}
		kind, flags, stream := rest[3], rest[4], binary.BigEndian.Uint32(rest[5:])&^(1<<31)
		payload := rest[h2FrameHeader:length]
		rest = rest[length:]
		switch {
		case kind == h2RSTStream && stream == 1:
			m.invalid = true
			return m
		case stream != 1:
			continue
		case kind == h2Headers || kind == h2Continued:
			block = append(block, unpadded(kind, flags, payload)...)
			if flags&h2EndHeaders != 0 && !m.headed {
				m.headed = m.readH2Headers(block)
				m.invalid = !m.headed
			}
		case kind == h2Data:
			m.body = append(m.body, unpadded(kind, flags, payload)...)
		}
		if m.invalid {
			return m
		}
		if flags&h2EndStream != 0 && (kind == h2Data || kind == h2Headers) {
			m.ended = true
		}
	}
}

// unpadded is what a frame of HEADERS or DATA carries.
func unpadded(kind, flags byte, payload []byte) []byte {
	padding := 0
	if kind != h2Continued && flags&h2Padded != 0 && len(payload) > 0 {
		padding = int(payload[0])
		payload = payload[1:]
	}
	const priority = 5
	if kind == h2Headers && flags&h2Priority != 0 {
		payload = payload[min(priority, len(payload)):]
	}
	return payload[:max(0, len(payload)-padding)]
}

func (m *httpMessage) readH2Headers(block []byte) bool {
	size := 0
	decoder := hpack.NewDecoder(4096, func(field hpack.HeaderField) {
		if size += len(field.Name) + len(field.Value); size > mostH2Headers {
			return
		}
		if field.Name == ":status" {
			m.status = field.Value
			return
		}
		m.headers = append(m.headers, httpHeader{strings.ToLower(field.Name), field.Value})
	})
	decoder.SetMaxStringLength(mostH2Headers)
	_, err := decoder.Write(block)
	return err == nil && decoder.Close() == nil && len(m.status) == 3
}
