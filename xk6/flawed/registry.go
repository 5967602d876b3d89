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
	// Serve runs until the server stops, or returns earlier. After it has returned, the listening socket stays open and
	// the kernel goes on completing handshakes: that is what a process that no longer calls accept() looks like.
	Serve func(*Service)
}

var registry = map[string]Flaw{}

// register adds a flaw; a name that is taken is a programming error.
func register(flaw Flaw) {
	if _, taken := registry[flaw.Name]; taken {
		panic("flawed: two flaws are called " + flaw.Name)
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

func find(name string) (Flaw, error) {
	flaw, known := registry[name]
	if !known {
		return Flaw{}, fmt.Errorf("flaw %q is unknown; accepted: %s", name, strings.Join(Names(), ", "))
	}
	return flaw, nil
}
