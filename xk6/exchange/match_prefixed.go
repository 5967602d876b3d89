package exchange

import "fmt"

// widestLength is the most bytes that a length may have: three of them tell more than one expect looks at.
const widestLength = 3

// prefixed is a message behind its length, whose highest byte comes first. It takes the length, and then as many bytes: a service that
// speaks another protocol is waited for as long as its first bytes would have it.
type prefixed int

func (p prefixed) wants(received []byte) int {
	if len(received) < int(p) {
		return int(p)
	}
	announced := 0
	for _, b := range received[:p] {
		announced = announced<<8 | int(b)
	}
	return int(p) + announced
}

func (p prefixed) match(received []byte, _ bool) (int, bool) {
	wanted := p.wants(received)
	if len(received) < int(p) || len(received) < wanted {
		return -1, false
	}
	return wanted, false
}
func (p prefixed) least() int { return int(p) }
func (p prefixed) String() string {
	return fmt.Sprintf("a message behind its length of %d bytes", int(p))
}
