package healthcheck

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestOnlyAddressesOfThisHostCanBeSentFrom(t *testing.T) {
	for _, own := range []string{"127.0.0.1", "127.8.9.10", "::1"} {
		assert.Nil(t, bindError(own), own)
	}
	// Documentation addresses (RFC 5737, RFC 3849): nobody has them.
	for _, foreign := range []string{"192.0.2.1", "2001:db8::1"} {
		assert.Equal(t, "cannot assign requested address", bindError(foreign), foreign)
	}
}
