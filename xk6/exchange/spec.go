// Package exchange does one TCP conversation: a handshake, some steps, an ending, and evidence of all three.
//
// It knows sockets and bytes. It knows no k6, no product, no preset and no verdict.
package exchange

// Spec is an exchange as data: the JSON form of ExchangeSpec in index.d.ts, which is its documentation.
// Role, Name and Style are labels; this package only carries them.
type Spec struct {
	Target           string  `json:"target"`
	Role             string  `json:"role"`
	Name             string  `json:"name"`
	Style            string  `json:"style,omitempty"`
	Handshake        string  `json:"handshake,omitempty"`        // "full" (default) or "half-open"
	Source           string  `json:"source,omitempty"`           // local IP address
	TimeoutMs        float64 `json:"timeoutMs,omitempty"`        // default 5000
	ConnectTimeoutMs float64 `json:"connectTimeoutMs,omitempty"` // default: within timeoutMs
	Nagle            bool    `json:"nagle,omitempty"`
	Steps            []Step  `json:"steps,omitempty"`
	Ending           *Ending `json:"ending,omitempty"`       // default fin
	FailedEnding     *Ending `json:"failedEnding,omitempty"` // default the same
	Prove            *Proof  `json:"prove,omitempty"`
}

// Step is one of: wait, send, expect, tls, tls-hello, proxy, hold.
type Step struct {
	Kind       string   `json:"kind"`
	Ms         *float64 `json:"ms,omitempty"`
	Hex        string   `json:"hex,omitempty"` // or Text, or Bytes: exactly one of them
	Text       string   `json:"text,omitempty"`
	Bytes      Bytes    `json:"bytes,omitzero"`
	Match      *Match   `json:"match,omitempty"`
	WithinMs   float64  `json:"withinMs,omitempty"`
	Peek       bool     `json:"peek,omitempty"`
	Not        bool     `json:"not,omitempty"`
	MinBytes   *int     `json:"minBytes,omitempty"`
	MaxBytes   *int     `json:"maxBytes,omitempty"`
	Keep       bool     `json:"keep,omitempty"`
	IfSilent   bool     `json:"ifSilent,omitempty"`
	ServerName string   `json:"serverName,omitempty"`
	Verify     bool     `json:"verify,omitempty"`
	ALPN       []string `json:"alpn,omitempty"`
	Groups     []string `json:"groups,omitempty"`
	Hello      string   `json:"hello,omitempty"`
	Resume     bool     `json:"resume,omitempty"`
	Version    int      `json:"version,omitempty"`
	Command    string   `json:"command,omitempty"`
}

// Match is one of: any, contains, hex-regex, http, http-answer, length, literal, message, regex.
type Match struct {
	Kind    string `json:"kind"`
	Bytes   Bytes  `json:"bytes,omitzero"` // of kind length a number, else one of three forms
	Hex     string `json:"hex,omitempty"`
	Text    string `json:"text,omitempty"`
	Pattern string `json:"pattern,omitempty"`

	Part     string `json:"part,omitempty"` // of kind http, and so the others
	Name     string `json:"name,omitempty"`
	Whole    bool   `json:"whole,omitempty"`
	Bodiless bool   `json:"bodiless,omitempty"`
	Passes   int    `json:"passes,omitempty"`
	H2       bool   `json:"h2,omitempty"`

	Length string `json:"length,omitempty"` // of kind message, and so the next
	Exact  bool   `json:"exact,omitempty"`
	Body   *int   `json:"body,omitempty"` // of kind http-answer
}

// Ending is one of: rst, fin, drain-fin, drain-rst, half-close.
type Ending struct {
	Kind          string  `json:"kind"`
	LingerSeconds *int    `json:"lingerSeconds,omitempty"`
	WithinMs      float64 `json:"withinMs,omitempty"`
	CloseNotify   *bool   `json:"closeNotify,omitempty"` // default: where it ends with a FIN
}

// Proof is what an exchange must show on its own socket to count as truly of its style.
type Proof struct {
	SegsOut       *uint32  `json:"segsOut,omitempty"`
	CloseGapMaxMs *float64 `json:"closeGapMaxMs,omitempty"`
	CloseGapMinMs *float64 `json:"closeGapMinMs,omitempty"`
	Ended         string   `json:"ended,omitempty"`
	ReceivedMin   *int     `json:"receivedMin,omitempty"`
	UnreadMin     *int     `json:"unreadMin,omitempty"`
	SentMin       *int     `json:"sentMin,omitempty"`
	HeldMinMs     *float64 `json:"heldMinMs,omitempty"`
}
