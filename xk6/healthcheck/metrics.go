package healthcheck

import (
	"go.k6.io/k6/v2/metrics"
)

// hcMetrics are the module's own; scripts and users read them by these names.
type hcMetrics struct {
	clientAttempts  *metrics.Metric
	clientAccepted  *metrics.Metric
	clientConnect   *metrics.Metric
	clientFirstByte *metrics.Metric
	clientAnswer    *metrics.Metric
	clientOutage    *metrics.Metric
	checks          *metrics.Metric
	checkVerified   *metrics.Metric
	checkCloseGap   *metrics.Metric
	checkerUp       *metrics.Metric
	acceptQueue     *metrics.Metric
	queueLimit      *metrics.Metric
	descriptors     *metrics.Metric
	threads         *metrics.Metric
	memory          *metrics.Metric
	connections     *metrics.Metric
	harnessErrors   *metrics.Metric
}

func registerMetrics(registry *metrics.Registry) (*hcMetrics, error) {
	m := &hcMetrics{}
	for _, wanted := range []struct {
		into     **metrics.Metric
		name     string
		kind     metrics.MetricType
		contains metrics.ValueType
	}{
		{&m.clientAttempts, "hc_client_attempts", metrics.Counter, metrics.Default},
		{&m.clientAccepted, "hc_client_accepted", metrics.Rate, metrics.Default},
		{&m.clientConnect, "hc_client_connect", metrics.Trend, metrics.Time},
		{&m.clientFirstByte, "hc_client_first_byte", metrics.Trend, metrics.Time},
		{&m.clientAnswer, "hc_client_answer", metrics.Trend, metrics.Time},
		{&m.clientOutage, "hc_client_outage", metrics.Trend, metrics.Time},
		{&m.checks, "hc_checks", metrics.Counter, metrics.Default},
		{&m.checkVerified, "hc_check_verified", metrics.Rate, metrics.Default},
		{&m.checkCloseGap, "hc_check_close_gap", metrics.Trend, metrics.Time},
		{&m.checkerUp, "hc_checker_up", metrics.Gauge, metrics.Default},
		{&m.acceptQueue, "hc_accept_queue", metrics.Gauge, metrics.Default},
		{&m.queueLimit, "hc_accept_queue_limit", metrics.Gauge, metrics.Default},
		{&m.descriptors, "hc_service_descriptors", metrics.Gauge, metrics.Default},
		{&m.threads, "hc_service_threads", metrics.Gauge, metrics.Default},
		{&m.memory, "hc_service_memory", metrics.Gauge, metrics.Data},
		{&m.connections, "hc_service_connections", metrics.Gauge, metrics.Default},
		{&m.harnessErrors, "hc_harness_errors", metrics.Counter, metrics.Default},
	} {
		registered, err := registry.NewMetric(wanted.name, wanted.kind, wanted.contains)
		if err != nil {
			return nil, err
		}
		*wanted.into = registered
	}
	return m, nil
}
