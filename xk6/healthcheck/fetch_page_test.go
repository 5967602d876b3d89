package healthcheck

import (
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestAPageOfCountersIsBoundedInSizeAndFollowsNobody(t *testing.T) {
	for _, test := range []struct {
		name, text, reason string
		serve              func(http.ResponseWriter, *http.Request)
	}{
		{name: "a page", text: "a 1\n", serve: func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte("a 1\n")) }},
		{name: "without an end", reason: "the page is longer than 4 MiB", serve: func(w http.ResponseWriter, r *http.Request) {
			for r.Context().Err() == nil {
				if _, err := w.Write([]byte(strings.Repeat("# x", 4096))); err != nil {
					return
				}
			}
		}},
		{name: "a redirect", reason: "the answer has status 302", serve: func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "/elsewhere", http.StatusFound)
		}},
		{name: "silence", reason: "it took longer than 1s", serve: func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }},
	} {
		t.Run(test.name, func(t *testing.T) {
			server := httptest.NewServer(http.HandlerFunc(test.serve))
			defer server.Close()

			text, err := fetchPage(context.Background(), http.DefaultTransport, server.URL+"/metrics?token=secret")

			assert.Equal(t, test.text, text)
			if test.reason == "" {
				assert.NoError(t, err)
				return
			}
			assert.EqualError(t, err, test.reason)
		})
	}
}

func TestNoReasonHasTheAddressOfThePage(t *testing.T) {
	server := httptest.NewServer(nil)
	server.Close()

	_, err := fetchPage(context.Background(), http.DefaultTransport, server.URL+"/metrics?token=secret")

	assert.ErrorContains(t, err, "connection refused")
	assert.NotContains(t, err.Error(), "secret")
}
