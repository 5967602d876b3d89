package healthcheck

import (
	"errors"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.k6.io/k6/v2/errext"
	"go.k6.io/k6/v2/errext/exitcodes"
	"go.k6.io/k6/v2/js/common"
	"go.k6.io/k6/v2/lib"
)

const refuseAndGoOn = `
	reached = false;
	try { hc.refuse("INTERVAL: \"30\" is refused:\n a duration"); reached = true } catch (e) { reached = true }
	reached = true;
`

func TestARefusalEndsTheRunWithOneLine(t *testing.T) {
	vu := newTestVU(t, newRoot()).start()

	_, err := vu.VU.Runtime().RunString(refuseAndGoOn)

	assertInvalidConfig(t, err)
	assert.True(t, errext.IsInterruptError(err), "k6 must stop the other VUs too")
	text, fields := errext.Format(common.UnwrapSobekInterruptedError(err))
	assert.Equal(t, `INTERVAL: "30" is refused: a duration`, text)
	assert.Empty(t, fields)
	vu.VU.Runtime().ClearInterrupt()
	assert.False(t, vu.run(`reached`).ToBoolean(), "no script may catch it")
}

func TestARefusalInTheInitContextIsOneLineToo(t *testing.T) {
	vu := newTestVU(t, newRoot())

	_, err := vu.VU.Runtime().RunString(refuseAndGoOn)

	assertInvalidConfig(t, err)
	text, _ := errext.Format(err)
	assert.Equal(t, `INTERVAL: "30" is refused: a duration`, text)
}

func TestRefusedSettingsAreOneLineWithoutALineEnd(t *testing.T) {
	vu := newTestVU(t, newRoot())

	_, err := vu.VU.Runtime().RunString(`try { hc.refuseSettings("CHEKER: no such\n setting") } catch (e) { } reached = true`)

	assertExitCode(t, err, exitcodes.ScriptException)
	text, _ := errext.Format(err)
	assert.Equal(t, "CHEKER: no such setting", text)
}

func TestAnAbandonedRunIsInconclusive(t *testing.T) {
	vu := newTestVU(t, newRoot()).start()

	_, err := vu.VU.Runtime().RunString(`try { hc.abandon("no loopback\n here") } catch (e) { } reached = true`)

	assertExitCode(t, err, exitcodes.MarkedAsFailed)
	assert.True(t, errext.IsInterruptError(err))
	text, _ := errext.Format(common.UnwrapSobekInterruptedError(err))
	assert.Equal(t, "no loopback here", text)
}

func TestAnEarlyEndHasTheExitCodeOfTheVerdictThatFollows(t *testing.T) {
	vu := newTestVU(t, newRoot()).start()
	status := lib.NewTestStatus()
	vu.VU.State().TestStatus = status

	_, err := vu.VU.Runtime().RunString(`try { hc.endEarly("storm-accepted\n is lost") } catch (e) { } reached = true`)

	assert.True(t, errext.IsInterruptError(err))
	text, _ := errext.Format(common.UnwrapSobekInterruptedError(err))
	assert.Equal(t, "storm-accepted is lost", text)
	assertExitCode(t, err, exitcodes.ThresholdsHaveFailed)
	status.MarkFailed()
	assertExitCode(t, err, exitcodes.MarkedAsFailed)
}

func assertInvalidConfig(t *testing.T, err error) {
	t.Helper()
	assertExitCode(t, err, exitcodes.InvalidConfig)
}

func assertExitCode(t *testing.T, err error, code exitcodes.ExitCode) {
	t.Helper()
	var coded errext.HasExitCode
	require.True(t, errors.As(err, &coded), "%v", err)
	assert.Equal(t, code, coded.ExitCode())
}
