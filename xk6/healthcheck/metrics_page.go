package healthcheck

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"time"

	"github.com/grafana/sobek"

	"github.com/probe-storm/probe-storm/xk6/counters"
)

// pageTimeout bounds a page: what takes longer would take the observer's time from the run.
const pageTimeout = time.Second

// metricsPage asks for the service's page of counters through k6's own transport, which knows the script's hosts and blacklist. It follows
// no redirect, and reads no more than counters.MostText. The request is no metric: a URL may hold a token, and no output is to have it.
func (m *instance) metricsPage(address string) (sobek.Value, error) {
	state := m.vu.State()
	if state == nil {
		return nil, fmt.Errorf("metricsPage is %w", errInitContext)
	}
	var answer struct {
		Text   string `json:"text"`
		Reason string `json:"reason"`
	}
	text, err := fetchPage(m.vu.Context(), state.Transport, address)
	if err != nil {
		answer.Reason = oneLine(err.Error())
		m.recorder().CountersUnread(answer.Reason)
	}
	answer.Text = text
	return plain(m.vu.Runtime(), answer)
}

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

// withoutURL drops the address, in which there may be a token.
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
