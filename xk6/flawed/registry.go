package flawed

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Flaw is one way to serve. Each lives in a file of its own and joins the registry from its init function.
type Flaw struct {
	// Name is what users write, in kebab-case.
	Name string
	// Summary is one line without a full stop: what the server does wrong and what that leads to.
	Summary string
	// Client is how a run's clients must behave so that the server can tell them from checks: settings, as a user writes them.
	Client string
	// Serve runs until the server stops, or returns earlier. After it has returned, the listening socket stays open and
	// the kernel goes on completing handshakes: that is what a process that no longer calls accept() looks like.
	Serve func(*Service)
}

// The clients of the flawed servers. Which one is right depends on who speaks first, and on what the server waits for.
const (
	greetingClient = `CLIENT=greeting` // what `auto` finds
	helloClient    = `CLIENT=send-expect CLIENT_SEND='HELLO\r\n' CLIENT_EXPECT=regex:WELCOME`
	echoClient     = `CLIENT=send-expect CLIENT_SEND=ping CLIENT_EXPECT=ping`
	tlsClient      = `CLIENT=tls CLIENT_TLS=insecure`
)

var registry = map[string]Flaw{}

// register adds a flaw; a name that is taken, or a client that is not named, is a programming error.
func register(flaw Flaw) {
	if _, taken := registry[flaw.Name]; taken {
		panic("flawed: two flaws are called " + flaw.Name)
	}
	if flaw.Client == "" {
		panic("flawed: " + flaw.Name + " does not name its client")
	}
	registry[flaw.Name] = flaw
}

// Names of all flaws, sorted.
func Names() []string {
	return slices.Sorted(maps.Keys(registry))
}

// Summary of a flaw in one line; empty for an unknown name.
func Summary(name string) string {
	return registry[name].Summary
}

// Client that a flaw must be tested with, as settings; empty for an unknown name.
func Client(name string) string {
	return registry[name].Client
}

func find(name string) (Flaw, error) {
	flaw, known := registry[name]
	if !known {
		return Flaw{}, fmt.Errorf("flaw %q is unknown; accepted: %s", name, strings.Join(Names(), ", "))
	}
	return flaw, nil
}
