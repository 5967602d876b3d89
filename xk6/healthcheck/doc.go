// Package healthcheck is the k6 module: exports, metrics and the recorder. It is the only package that imports k6.
package healthcheck
