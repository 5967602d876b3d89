package exchange

import "github.com/probe-storm/probe-storm/xk6/printable"

// mostPrinted is how many bytes of an error are kept: a certificate may list names of 200 kB.
const mostPrinted = 512

// Printable makes an error fit for terminals, logs and reports. What a peer has sent may be part of it, such as the names on its
// certificate, and would otherwise move a cursor, set a title or fill a screen.
func Printable(text string) string { return printable.Line(text, mostPrinted) }
