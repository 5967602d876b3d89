package healthcheck

import (
	"io"
	"os"
	"strings"
)

// standardOutput is where printLine writes: k6 gives scripts its console alone, which is standard error.
var standardOutput io.Writer = os.Stdout

var withoutLineEnds = strings.NewReplacer("\n", " ", "\r", " ")

// printLine writes one line to standard output at once, in one piece.
func printLine(text string) error {
	_, err := io.WriteString(standardOutput, withoutLineEnds.Replace(text)+"\n")
	return inOneLine(err)
}
