package healthcheck

import (
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

type fullDisk struct{}

func (fullDisk) Write([]byte) (int, error) { return 0, errors.New("no space left on device") }

func writtenTo(t *testing.T, writer io.Writer) {
	before := standardOutput
	standardOutput = writer
	t.Cleanup(func() { standardOutput = before })
}

func TestALineIsOneLineWhateverIsInIt(t *testing.T) {
	var written strings.Builder
	writtenTo(t, &written)
	assert.NoError(t, printLine("one\r\ntwo"))
	assert.NoError(t, printLine(strings.Repeat("x", 10_000)))
	assert.Equal(t, "one  two\n"+strings.Repeat("x", 10_000)+"\n", written.String())
}

func TestALineThatCannotBeWrittenIsAnError(t *testing.T) {
	writtenTo(t, fullDisk{})
	assert.ErrorContains(t, printLine("one"), "no space left on device")
}
