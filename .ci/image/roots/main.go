// The command roots prints the certificates of the authorities that Mozilla trusts, as PEM: an image without a distribution has none.
//
// Those that Mozilla trusts only for older certificates are left out: a file of PEM blocks cannot say so.
package main

import (
	"encoding/pem"
	"os"

	"golang.org/x/crypto/x509roots/fallback/bundle"
)

func main() {
	for root := range bundle.Roots() {
		if root.Constraint != nil {
			continue
		}
		block := &pem.Block{Type: "CERTIFICATE", Bytes: root.Certificate}
		if err := pem.Encode(os.Stdout, block); err != nil {
			os.Exit(1)
		}
	}
}
