package doctor

import (
	"context"
	"net"
	"runtime"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestALinuxMachineShowsWhatARunNeeds(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("what is tried here is Linux's own")
	}
	report := Examine(context.Background(), "")
	assert.Equal(t, Attempt{OK: true}, report.AcceptQueue)
	assert.NotNil(t, report.MostDescriptors)
	assert.NotNil(t, report.TimeWait)
	assert.NotNil(t, report.Somaxconn)
	assert.NotNil(t, report.SynRetries)
	assert.Positive(t, report.Cores)
	assert.LessOrEqual(t, report.Processes.Readable, report.Processes.Visible)
	assert.Nil(t, report.Target)
}

func TestATargetOnThisHostIsReachedAndItsQueueRead(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	defer func() { _ = listener.Close() }()
	target := Examine(context.Background(), listener.Addr().String()).Target
	require.NotNil(t, target)
	assert.Equal(t, listener.Addr().String(), target.Address)
	assert.Equal(t, Attempt{OK: true}, target.Reached)
	assert.Equal(t, runtime.GOOS == "linux", target.Local.OK)
}

func TestATargetThatIsNotThereTellsWhy(t *testing.T) {
	for given, test := range map[string]struct{ why, cause string }{
		"127.0.0.1:1":             {"connection refused", "refused"},
		"no-such-name.invalid:80": {"no-such-name.invalid", "harness"},
	} {
		target := Examine(context.Background(), given).Target
		require.NotNil(t, target)
		assert.False(t, target.Reached.OK)
		assert.Contains(t, target.Reached.Why, test.why)
		assert.NotContains(t, target.Reached.Why, "\n")
		assert.Equal(t, test.cause, target.Cause)
	}
}
