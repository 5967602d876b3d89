package healthcheck

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"time"

	"github.com/probe-storm/probe-storm/xk6/counters"
)

// pageTimeout bounds a page: what takes longer would take the observer's time from the run.
const pageTimeout = time.Second

// fetchPage asks for a page of counters. It follows no redirect, and reads no more than counters.MostText. Its errors do not have the
// address, in which there may be a token.
func fetchPage(ctx context.Context, transport http.RoundTripper, address string) (string, error) {
	ctx, cancel := context.WithTimeout(ctx, pageTimeout)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return "", withoutURL(err)
	}
	request.Header.Set("Accept", "text/plain;version=0.0.4")
	client := http.Client{
		Transport:     transport,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	response, err := client.Do(request)
	if err != nil {
		return "", withoutURL(err)
	}
	defer func() { _ = response.Body.Close() }()
	if response.StatusCode != http.StatusOK {
		return "", fmt.Errorf("the answer has status %d", response.StatusCode)
	}
	text, err := io.ReadAll(io.LimitReader(response.Body, counters.MostText+1))
	switch {
	case err != nil:
		return "", withoutURL(err)
	case len(text) > counters.MostText:
		return "", fmt.Errorf("the page is longer than %d MiB", counters.MostText>>20)
	}
	return string(text), nil
}

// withoutURL drops the address.
func withoutURL(err error) error {
	var wrapped *url.Error
	if errors.As(err, &wrapped) {
		err = wrapped.Err
	}
	if errors.Is(err, context.DeadlineExceeded) {
		return fmt.Errorf("it took longer than %v", pageTimeout)
	}
	return err
}
