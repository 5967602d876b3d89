// Package counters reads what a service counts of itself out of a page in Prometheus' text format.
package counters

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	dto "github.com/prometheus/client_model/go"
	"github.com/prometheus/common/expfmt"
	"github.com/prometheus/common/model"

	"github.com/probe-storm/probe-storm/xk6/printable"
)

const (
	// MostText is more than the pages of the largest services have.
	MostText = 4 << 20
	// mostName bounds the name of a series with its labels, in bytes.
	mostName = 300
)

// Counter is one series: a counter, or how many observations a histogram or a summary has had.
type Counter struct {
	// Name has the labels, sorted, as in `http_requests_total{code="200"}`: printable, and cut where it is long.
	Name  string
	Value float64
}

// Parse leaves out what is no counter, and values that are no finite numbers. A series without a type counts as a counter where its
// name ends in _total. The counters are sorted by name.
func Parse(text string) (found []Counter, err error) {
	if len(text) > MostText {
		return nil, fmt.Errorf("the page has %d bytes, more than %d", len(text), MostText)
	}
	parser := expfmt.NewTextParser(model.UTF8Validation)
	families, err := parser.TextToMetricFamilies(strings.NewReader(ended(text)))
	if err != nil {
		return nil, err
	}
	if len(families) == 0 {
		return nil, errors.New("the page has no metrics in Prometheus' text format")
	}
	for _, family := range families {
		for _, metric := range family.GetMetric() {
			name, value, is := counted(family, metric)
			if is && !math.IsNaN(value) && !math.IsInf(value, 0) {
				found = append(found, Counter{Name: series(name, metric.GetLabel()), Value: value})
			}
		}
	}
	slices.SortFunc(found, func(a, b Counter) int { return strings.Compare(a.Name, b.Name) })
	return found, nil
}

// ended: the parser takes a last line without its end for one that was cut.
func ended(text string) string {
	if strings.HasSuffix(text, "\n") {
		return text
	}
	return text + "\n"
}

func counted(family *dto.MetricFamily, metric *dto.Metric) (name string, value float64, is bool) {
	name = family.GetName()
	switch family.GetType() {
	case dto.MetricType_COUNTER:
		return name, metric.GetCounter().GetValue(), true
	case dto.MetricType_UNTYPED:
		return name, metric.GetUntyped().GetValue(), strings.HasSuffix(name, "_total")
	case dto.MetricType_HISTOGRAM:
		h := metric.GetHistogram()
		return name + "_count", max(float64(h.GetSampleCount()), h.GetSampleCountFloat()), true
	case dto.MetricType_SUMMARY:
		return name + "_count", float64(metric.GetSummary().GetSampleCount()), true
	}
	return name, 0, false
}

func series(name string, labels []*dto.LabelPair) string {
	labels = slices.Clone(labels)
	slices.SortFunc(labels, func(a, b *dto.LabelPair) int { return strings.Compare(a.GetName(), b.GetName()) })
	var text strings.Builder
	text.WriteString(name)
	for i, label := range labels {
		separator := ","
		if i == 0 {
			separator = "{"
		}
		text.WriteString(separator + label.GetName() + "=" + strconv.Quote(label.GetValue()))
	}
	if len(labels) > 0 {
		text.WriteString("}")
	}
	return printable.Line(text.String(), mostName)
}
