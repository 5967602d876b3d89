/** The PromQL of the dashboard: names are those that k6's remote write gives to the metrics of docs/metrics.md. */

/** The metric, limited to the runs that the reader of the dashboard has chosen. */
function chosen(metric: string, ...more: string[]): string {
  return `k6_${metric}{${['target=~"$target"', 'run=~"$run"', ...more].join(", ")}}`;
}

/** The last value, which disappears when its series falls silent: without it a phase that is over would last five minutes more. */
const recent = (series: string, window = "$window") => `last_over_time(${series}[${window}])`;
const BY_RUN = "by (target, run)";
const CLIENTS = ['phase!="first-contact"'];
const attempts = (...more: string[]) => chosen("hc_client_attempts_total", ...CLIENTS, ...more);
const ofChecker = 'checker=~"$checker"';

/** 0 where nobody got in, and nothing where nobody came. */
function share(by: string, over: (series: string) => string): string {
  const all = `sum ${by} (${over(attempts())})`;
  return `(sum ${by} (${over(attempts('outcome="ok"'))}) or 0 * ${all}) / (${all} > 0)`;
}

const rate = (series: string) => `rate(${series}[$window])`;
const ofRange = (series: string) => recent(series, "$__range");

export const expressions = {
  verdict: `max by (target, run, checker, verdict) (${ofRange(chosen("hc_verdict"))})`,
  gatesLost: `sum by (target, run, gate, measure) (${ofRange(chosen("hc_gates_lost_total"))})`,
  acceptedByPhase: share("by (target, run, phase)", ofRange),
  harnessErrors: `sum ${BY_RUN} (${ofRange(chosen("hc_harness_errors_total"))}) or 0 * max ${BY_RUN} (${ofRange(attempts())})`,
  attempts: `sum by (target, run, outcome, cause) (${rate(attempts())})`,
  acceptedNow: share(BY_RUN, rate),
  outage: `max ${BY_RUN} (${recent(chosen("hc_client_outage_p99", ...CLIENTS))})`,
  connect: `max ${BY_RUN} (${recent(chosen("hc_client_connect_p99", ...CLIENTS))})`,
  firstByte: `max ${BY_RUN} (${recent(chosen("hc_client_first_byte_p99", ...CLIENTS))})`,
  answer: `max ${BY_RUN} (${recent(chosen("hc_client_answer_p99", ...CLIENTS))})`,
  checks: `sum by (target, run, checker, outcome) (${rate(chosen("hc_checks_total", ofChecker))})`,
  checkerUp: `max by (target, run, checker) (${recent(chosen("hc_checker_up", ofChecker), "2m")})`,
  verified: `min by (target, run, checker) (${recent(chosen("hc_check_verified_rate", ofChecker), "2m")})`,
  closeGap: `max by (target, run, checker) (${recent(chosen("hc_check_close_gap_p99", ofChecker), "2m")})`,
  queue: `max ${BY_RUN} (${recent(chosen("hc_accept_queue"))})`,
  queueLimit: `max ${BY_RUN} (${recent(chosen("hc_accept_queue_limit"))})`,
  connections: `max ${BY_RUN} (${recent(chosen("hc_service_connections"))})`,
  descriptors: `max ${BY_RUN} (${recent(chosen("hc_service_descriptors"))})`,
  threads: `max ${BY_RUN} (${recent(chosen("hc_service_threads"))})`,
  memory: `max ${BY_RUN} (${recent(chosen("hc_service_memory"))})`,
} as const;
