// Package healthcheck is the k6 module `k6/x/healthcheck`: exports, metrics, and what JavaScript sees of an exchange and of the recorder.
// Beside xk6/cli it is the only package that imports k6. index.d.ts, at the root of the repository, documents what scripts see.
package healthcheck
