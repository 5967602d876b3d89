/** The metrics of a run, for docs/metrics.md: k6 has them in its outputs, whatever those are. */

export interface MetricEntry {
  name: string;
  /** k6's type of metric. */
  type: "counter" | "rate" | "trend" | "gauge";
  /** k6 gives outputs the unit of times and data alone; `1` is a share, `items` a number of things. */
  unit: "ms" | "bytes" | "1" | "items";
  /** Beside `run`, `target` and k6's own. */
  tags: readonly string[];
  /** When a value is pushed, and what it is. */
  meaning: string;
}

const CLIENTS = ["phase"];
const CHECKS = ["checker", "style", "phase"];

export const metricList: readonly MetricEntry[] = [
  {
    name: "hc_client_attempts",
    type: "counter",
    unit: "items",
    tags: [...CLIENTS, "outcome", "cause"],
    meaning: "1 at the end of each client attempt. `cause` is why it failed",
  },
  {
    name: "hc_client_accepted",
    type: "rate",
    unit: "1",
    tags: CLIENTS,
    meaning: "at the end of each attempt: whether the client got what the protocol promises",
  },
  {
    name: "hc_client_connect",
    type: "trend",
    unit: "ms",
    tags: CLIENTS,
    meaning: "how long the handshake took, of attempts that were connected",
  },
  {
    name: "hc_client_first_byte",
    type: "trend",
    unit: "ms",
    tags: CLIENTS,
    meaning: "from the begin of an attempt to the service's first byte, where one came",
  },
  {
    name: "hc_client_answer",
    type: "trend",
    unit: "ms",
    tags: CLIENTS,
    meaning: "from the begin of an accepted attempt to the last byte that was expected",
  },
  {
    name: "hc_client_outage",
    type: "trend",
    unit: "ms",
    tags: CLIENTS,
    meaning: "at the end of each attempt: how long no client has got in; it goes on growing while nobody does",
  },
  {
    name: "hc_checks",
    type: "counter",
    unit: "items",
    tags: [...CHECKS, "outcome"],
    meaning: "1 at the end of each check; a check of several connections counts each",
  },
  {
    name: "hc_check_verified",
    type: "rate",
    unit: "1",
    tags: CHECKS,
    meaning: "at the end of each check that was connected: whether it proved on the wire that it was of its style",
  },
  {
    name: "hc_check_close_gap",
    type: "trend",
    unit: "ms",
    tags: CHECKS,
    meaning: "from the handshake to the close, of a few checks a second",
  },
  {
    name: "hc_checker_up",
    type: "gauge",
    unit: "1",
    tags: ["checker"],
    meaning:
      "the share of the checker's nodes that say UP, by rise and fall; when a node begins, when it changes its mind, and with a check about once a second",
  },
  {
    name: "hc_accept_queue",
    type: "gauge",
    unit: "items",
    tags: CLIENTS,
    meaning: "connections that wait for `accept()`, four times a second, where the service is on the host of the test",
  },
  {
    name: "hc_accept_queue_limit",
    type: "gauge",
    unit: "items",
    tags: CLIENTS,
    meaning: "how many may wait; one more fits",
  },
  {
    name: "hc_service_connections",
    type: "gauge",
    unit: "items",
    tags: CLIENTS,
    meaning:
      "connections that the service has accepted and not closed, once a second, where it is on the host of the test",
  },
  {
    name: "hc_service_descriptors",
    type: "gauge",
    unit: "items",
    tags: CLIENTS,
    meaning: "its open descriptors; of the embedded server they are not known, and neither are threads and memory",
  },
  { name: "hc_service_threads", type: "gauge", unit: "items", tags: CLIENTS, meaning: "its threads" },
  { name: "hc_service_memory", type: "gauge", unit: "bytes", tags: CLIENTS, meaning: "its resident memory" },
  {
    name: "hc_harness_errors",
    type: "counter",
    unit: "items",
    tags: ["checker", "style", "phase"],
    meaning: "1 for each trouble of our own: descriptors, ports, names, files. Nothing is pushed where there is none",
  },
  {
    name: "hc_gates_lost",
    type: "counter",
    unit: "items",
    tags: ["gate", "measure"],
    meaning: "1 for each gate that was lost, at the end of the run",
  },
  {
    name: "hc_verdict",
    type: "gauge",
    unit: "1",
    tags: ["verdict", "checker"],
    meaning: "always 1, at the end of the run: the tag has the verdict. A comparison has one for each `checker`",
  },
];
