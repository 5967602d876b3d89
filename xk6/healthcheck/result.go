package healthcheck

import (
	"encoding/hex"

	"github.com/grafana/sobek"

	"github.com/probe-storm/probe-storm/xk6/clock"
	"github.com/probe-storm/probe-storm/xk6/exchange"
)

// jsResult is ExchangeResult of index.d.ts. Its fields are plain types: sobek shows a Go type of one's own (such as
// exchange.Outcome) to scripts as an object, which === finds equal to nothing.
type jsResult struct {
	OK            bool                 `js:"ok"`
	Outcome       string               `js:"outcome"`
	Cause         string               `js:"cause"`
	Stage         string               `js:"stage"`
	FailedStep    int                  `js:"failedStep"`
	Error         string               `js:"error"`
	Errno         string               `js:"errno"`
	Connected     bool                 `js:"connected"`
	StartMs       float64              `js:"startMs"`
	ResolveMs     float64              `js:"resolveMs"`
	ConnectMs     float64              `js:"connectMs"`
	FirstByteMs   float64              `js:"firstByteMs"`
	AnswerMs      float64              `js:"answerMs"`
	HeldMs        float64              `js:"heldMs"`
	StepMs        []float64            `js:"stepMs"`
	CloseGapMs    float64              `js:"closeGapMs"`
	TotalMs       float64              `js:"totalMs"`
	BytesSent     int                  `js:"bytesSent"`
	BytesReceived int                  `js:"bytesReceived"`
	Received      string               `js:"received"`
	Ended         string               `js:"ended"`
	PeerEnded     string               `js:"peerEnded"`
	Verified      bool                 `js:"verified"`
	Unproven      string               `js:"unproven"`
	UnprovenCode  string               `js:"unprovenCode"`
	LagMs         float64              `js:"lagMs"`
	Source        string               `js:"source"`
	TCP           exchange.TCPEvidence `js:"tcp"`

	rt       *sobek.Runtime
	received []byte
}

// ReceivedBytes is `receivedBytes` of scripts. It is a method, so that an exchange whose bytes nobody asks for makes no buffer.
func (r *jsResult) ReceivedBytes() sobek.ArrayBuffer {
	return r.rt.NewArrayBuffer(append([]byte{}, r.received...))
}

func newResult(rt *sobek.Runtime, o *observation) *jsResult {
	r := o.Result
	var steps []float64
	if len(r.StepTimes) > 0 {
		steps = make([]float64, len(r.StepTimes))
		for i, taken := range r.StepTimes {
			steps[i] = clock.Milliseconds(taken)
		}
	}
	return &jsResult{
		OK:            r.Outcome == exchange.OK,
		Outcome:       string(r.Outcome),
		Cause:         string(r.Cause),
		Stage:         r.Stage,
		FailedStep:    r.FailedStep,
		Error:         r.Error,
		Errno:         r.Errno,
		Connected:     r.Connected,
		StartMs:       clock.Milliseconds(o.Start),
		ResolveMs:     clock.Milliseconds(o.resolve),
		ConnectMs:     clock.Milliseconds(r.ConnectTime),
		FirstByteMs:   clock.Milliseconds(r.FirstByte),
		AnswerMs:      clock.Milliseconds(r.Answer),
		HeldMs:        clock.Milliseconds(r.Held),
		StepMs:        steps,
		CloseGapMs:    clock.Milliseconds(r.CloseGap),
		TotalMs:       clock.Milliseconds(r.Total),
		BytesSent:     r.BytesSent,
		BytesReceived: r.BytesReceived,
		Received:      hex.EncodeToString(r.Received),
		Ended:         r.Ended,
		PeerEnded:     r.PeerEnded,
		Verified:      r.Verified,
		Unproven:      r.Unproven,
		UnprovenCode:  string(r.UnprovenCode),
		LagMs:         clock.Milliseconds(o.Lag),
		Source:        r.Source,
		TCP:           r.TCP,

		rt:       rt,
		received: r.Received,
	}
}
