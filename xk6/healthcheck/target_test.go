package healthcheck

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestAddressesResolveToThemselves(t *testing.T) {
	vu := newTestVU(t, newRoot()).start()
	for _, address := range []string{"127.0.0.1:80", "[::1]:80", "[fe80::1%lo]:80"} {
		assert.Equal(t, address, vu.with("target", address).run(`hc.resolve(target)`).String())
	}
}

func TestWhatCannotBeResolvedIsSaidInOneLine(t *testing.T) {
	vu := newTestVU(t, newRoot()).start()
	for target, expected := range map[string]string{
		"127.0.0.1":       "127.0.0.1 cannot be resolved: host:port is wanted",
		"127.0.0.1:0":     "127.0.0.1:0 cannot be resolved: host:port is wanted",
		"127.0.0.1:http":  "127.0.0.1:http cannot be resolved",
		"127.0.0.1:70000": "127.0.0.1:70000 cannot be resolved",
	} {
		message := vu.with("target", target).message(`hc.resolve(target)`)
		assert.Contains(t, message, expected)
		assert.NotContains(t, message, "\n")
	}
}
