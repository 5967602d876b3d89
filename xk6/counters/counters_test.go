package counters_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/probe-storm/probe-storm/xk6/counters"
)

func TestOnlyWhatCountsIsFound(t *testing.T) {
	const page = `# HELP http_requests_total Requests.
# TYPE http_requests_total counter
http_requests_total{method="post",code="200"} 1027 1395066363000
http_requests_total{code="400",method="post"} 3
# TYPE connections gauge
connections 5
# TYPE seconds histogram
seconds_bucket{le="0.1"} 2
seconds_bucket{le="+Inf"} 4
seconds_sum 1.5
seconds_count 4
# TYPE size summary
size{quantile="0.5"} 10
size_sum 1e3
size_count 70
untyped_total 12
untyped 13
# TYPE broken_total counter
broken_total NaN
# TYPE full_total counter
full_total +Inf`
	found, err := counters.Parse(page)
	want := []counters.Counter{
		{Name: `http_requests_total{code="200",method="post"}`, Value: 1027},
		{Name: `http_requests_total{code="400",method="post"}`, Value: 3},
		{Name: "seconds_count", Value: 4},
		{Name: "size_count", Value: 70},
		{Name: "untyped_total", Value: 12},
	}
	if err != nil || !slices.Equal(found, want) {
		t.Fatalf("%+v, %v; want %+v", found, err, want)
	}
}

func TestNamesArePrintableAndShort(t *testing.T) {
	found, err := counters.Parse("a_total{x=\"\x1b[2J\"} 1\nb_total{y=\"" + strings.Repeat("y", 1<<20) + "\"} 2\n")
	if err != nil || len(found) != 2 {
		t.Fatalf("%d, %v; want 2", len(found), err)
	}
	if found[0].Name != `a_total{x="\x1b[2J"}` {
		t.Errorf("%q", found[0].Name)
	}
	if name := found[1].Name; len(name) != 300 || !strings.HasSuffix(name, "y…") {
		t.Errorf("%d bytes: %q", len(name), name)
	}
}

func TestAPageThatIsNoneIsRefusedOnOneLine(t *testing.T) {
	for text, want := range map[string]string{
		"":                           "the page has no metrics in Prometheus' text format",
		"<!doctype html>\n<p>Hello":  "text format parsing error in line 1",
		"a_total 1\na_total{":        "text format parsing error in line 2",
		strings.Repeat("#", 4<<20+1): "the page has 4194305 bytes, more than 4194304",
	} {
		found, err := counters.Parse(text)
		if err == nil || len(found) > 0 || !strings.HasPrefix(err.Error(), want) || strings.Contains(err.Error(), "\n") {
			t.Errorf("%.20q: %v, %v; want %q", text, found, err, want)
		}
	}
}
