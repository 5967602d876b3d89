package exchange_test

import (
	"testing"

	"github.com/probe-storm/probe-storm/xk6/exchange"
)

func TestEndings(t *testing.T) {
	peek := exchange.Step{Kind: "expect", Match: anything(), Peek: true}
	read := exchange.Step{Kind: "expect", Match: anything()}
	for _, test := range []struct {
		title    string
		greeting string
		steps    []exchange.Step
		ending   *exchange.Ending
		sees     string
		ended    string
	}{
		{"rst resets", "", nil, ending("rst"), "ECONNRESET", "rst"},
		{"rst resets after a greeting was read", "hello", []exchange.Step{read}, ending("rst"), "ECONNRESET", "rst"},
		{"fin ends cleanly", "", nil, ending("fin"), "EOF", "fin"},
		{"fin is the default", "", nil, nil, "EOF", "fin"},
		{"fin over an unread greeting is a reset", "hello", []exchange.Step{peek}, ending("fin"), "ECONNRESET", "rst"},
		{"fin after a read greeting is clean", "hello", []exchange.Step{read}, ending("fin"), "EOF", "fin"},
		{"a lingering fin is clean", "", nil, lingering(1), "EOF", "fin"},
		{"a lingering fin over an unread greeting is a reset", "hello", []exchange.Step{peek}, lingering(1), "ECONNRESET", "rst"},
		{"drain-fin reads the greeting first", "hello", []exchange.Step{peek}, ending("drain-fin"), "EOF", "fin"},
		{"drain-rst resets", "", nil, ending("drain-rst"), "ECONNRESET", "rst"},
		{"drain-rst resets over an unread greeting too", "hello", []exchange.Step{peek}, ending("drain-rst"), "ECONNRESET", "rst"},
		{"half-close reads the greeting too", "hello", []exchange.Step{peek}, ending("half-close"), "EOF", "fin"},
	} {
		t.Run(test.title, func(t *testing.T) {
			service := listen(t, "127.0.0.1", 8)
			check := service.meets(exchange.Spec{Steps: test.steps, Ending: test.ending})
			peer := service.accept()
			if test.greeting != "" {
				peer.writes(test.greeting)
			}
			_, end := peer.sees()
			peer.close()
			result := check.result()
			equal(t, "the service saw", end, test.sees)
			equal(t, "error", result.Error, "")
			equal(t, "ended", result.Ended, test.ended)
			equal(t, "peer ended", result.PeerEnded, "")
			equal(t, "connected", result.Connected, true)
		})
	}
}

func TestAnExchangeThatFailsEndsInItsOwnWay(t *testing.T) {
	for title, test := range map[string]struct{ says, sees string }{
		"the answer came":     {"220 hello", "EOF"},
		"another answer came": {"554 no", "ECONNRESET"},
	} {
		t.Run(title, func(t *testing.T) {
			service := listen(t, "127.0.0.1", 8)
			check := service.meets(exchange.Spec{Steps: expecting(text("220")), Ending: ending("fin"), FailedEnding: ending("drain-rst")})
			peer := service.accept()
			peer.writes(test.says)
			_, end := peer.sees()
			peer.close()
			check.result()
			equal(t, "the service saw", end, test.sees)
		})
	}
	_, err := exchange.Parse(exchange.Spec{Target: "127.0.0.1:1", Ending: lingering(3), FailedEnding: ending("rst")})
	if err == nil {
		t.Error("two lingerings are accepted")
	}
}

func lingering(seconds int) *exchange.Ending {
	return &exchange.Ending{Kind: "fin", LingerSeconds: &seconds}
}

func TestHalfCloseHearsTheAnswerOut(t *testing.T) {
	service := listen(t, "127.0.0.1", 8)
	check := service.meets(exchange.Spec{
		Steps:  []exchange.Step{{Kind: "send", Hex: hexOf("question")}},
		Ending: &exchange.Ending{Kind: "half-close", WithinMs: 60_000},
		// The time left bounds the drain too.
		TimeoutMs: 60_000,
	})
	peer := service.accept()
	came, end := peer.sees() // the FIN comes first, the connection is still open the other way
	peer.writes("answer")
	peer.close()
	result := check.result()
	equal(t, "the service read", came+" "+end, "question EOF")
	equal(t, "received", string(result.Received), "answer")
	equal(t, "ended", result.Ended, "fin")
	equal(t, "peer ended first", result.PeerEnded, "")
}

func TestHalfCloseGivesUpOnAPeerThatNeverEnds(t *testing.T) {
	service := listen(t, "127.0.0.1", 8)
	check := service.meets(exchange.Spec{Ending: &exchange.Ending{Kind: "half-close", WithinMs: 30}})
	peer := service.accept()
	defer peer.close()
	result := check.result() // with the peer still open
	equal(t, "outcome", result.Outcome, exchange.OK)
	_, end := peer.sees()
	equal(t, "the service saw", end, "EOF")
}

// The answer and the peer's FIN lie unread, one behind the other.
func TestDrainRSTFindsTheFINBehindTheAnswer(t *testing.T) {
	service := listen(t, "127.0.0.1", 8)
	check := service.meets(exchange.Spec{Steps: []exchange.Step{{Kind: "hold"}}, Ending: ending("drain-rst")})
	peer := service.accept()
	peer.writes("answer")
	peer.shutsDown()
	_, end := peer.sees()
	equal(t, "the service saw", end, "EOF")
	result := check.result()
	equal(t, "ended", result.Ended, "fin")
	equal(t, "peer ended", result.PeerEnded, "fin")
	equal(t, "received", string(result.Received), "answer")
}

func TestEndingsAgainstAPeerThatEndedFirst(t *testing.T) {
	for _, test := range []struct {
		title            string
		ending           string
		end              func(*accepted)
		peerEnded, ended string
	}{
		{"FIN against FIN", "fin", (*accepted).shutsDown, "fin", "fin"},
		{"RST against FIN", "rst", (*accepted).shutsDown, "fin", "rst"},
		{"FIN against FIN, although it would reset", "drain-rst", (*accepted).shutsDown, "fin", "fin"},
		{"nothing leaves after an RST", "rst", (*accepted).resets, "rst", ""},
		{"no FIN either", "fin", (*accepted).resets, "rst", ""},
		{"nor by draining", "drain-fin", (*accepted).resets, "rst", ""},
		{"nor by draining before an RST", "drain-rst", (*accepted).resets, "rst", ""},
		{"nor by half-closing", "half-close", (*accepted).resets, "rst", ""},
	} {
		t.Run(test.title, func(t *testing.T) {
			service := listen(t, "127.0.0.1", 8)
			check := service.meets(exchange.Spec{Steps: []exchange.Step{{Kind: "hold"}}, Ending: ending(test.ending)})
			peer := service.accept()
			test.end(peer)
			result := check.result()
			equal(t, "outcome", result.Outcome, exchange.OK)
			equal(t, "peer ended", result.PeerEnded, test.peerEnded)
			equal(t, "ended", result.Ended, test.ended)
		})
	}
}
