// Package healthcheck is the k6 module `k6/x/healthcheck`: exports, metrics and the recorder. It is the only package that
// imports k6. healthcheck.d.ts, one folder up, documents what scripts see.
package healthcheck
