/**
 * Envoy: `tcp_health_check: {}`, the same in a cluster with TLS, and its Redis check. Each Envoy process checks by
 * itself.
 */
import type { Claim } from "../../model/assumptions";
import type { Provenance, Preset } from "../../model/checker";
import { connection } from "../../wire/connection";
import { ENVOY_REDIS_JUDGES, envoyRedisSteps } from "../../wire/envoy-redis";
import { envoyHandshake } from "../../wire/tls-handshakes";
import { assumed } from "./assumed";

/** The same for every kind of check, because the API has no defaults for it. One success brings a fresh host up. */
const CADENCE = {
  intervalMs: 5_000,
  timeoutMs: 1_000,
  rise: 2,
  fall: 3,
  spread: "random",
  cadence: "after-completion",
  initially: "down-unproven",
} as const satisfies Partial<Preset>;

/** @param idle how often a cluster without traffic is checked; a file may say that */
export const envoyAssumptions = (idle = "60 s"): Claim[] => [
  {
    before: "interval, timeout and thresholds are required fields: ",
    kind: "values",
    values: [
      { about: "intervalMs", text: "interval 5 s" },
      { about: "timeoutMs", text: "timeout 1 s" },
      { about: "rise", text: "rise 2" },
      { about: "fall", text: "fall 3" },
    ],
    after: "assumed",
  },
  { about: "nodes", text: "3 nodes: one for each Envoy process that has the cluster; NODES sets another number" },
  `the cluster is taken to have traffic: without any, Envoy checks every ${idle}`,
];

/**
 * An answer that is not the expected one: its failure type is ACTIVE, and the threshold counts only those of the
 * network.
 */
export const ENVOY_AT_ONCE: NonNullable<Preset["decidesAtOnce"]> = ["rejected"];

export const ENVOY_SET_UNHEALTHY: Provenance = {
  from: "source",
  text: "envoyproxy/envoy@1116e87c: source/extensions/health_checkers/common/health_checker_base_impl.cc, setUnhealthy: only failures of the network and those that are retriable are counted; another one makes a host unhealthy at once",
  url: "https://github.com/envoyproxy/envoy/blob/1116e87c/source/extensions/health_checkers/common/health_checker_base_impl.cc",
};

const TCP_SOURCE: Provenance = {
  from: "source",
  text: "envoyproxy/envoy@1116e87c: source/extensions/health_checkers/tcp/health_checker_impl.cc: closed as soon as it is connected; the first success makes a host healthy; common/health_checker_base_impl.cc starts the interval at the end of a check",
  url: "https://github.com/envoyproxy/envoy/blob/1116e87c/source/extensions/health_checkers/tcp/health_checker_impl.cc",
};

/** `tcp_health_check: {}`: connect and close. */
export const envoy: Preset = {
  name: "envoy",
  product: "Envoy",
  summary: "Envoy tcp_health_check without send and receive",
  style: "fin",
  ...CADENCE,
  nodes: 3,
  provenance: [TCP_SOURCE, { from: "capture", text: "SYN, SYN/ACK, ACK, FIN/ACK (Envoy 1.40)" }],
  assumptions: assumed("envoy", ...envoyAssumptions()),
};

/** `tcp_health_check: {}` in a cluster with TLS: the check makes the whole TLS handshake first. */
const envoyTls: Preset = {
  name: "envoy-tls",
  product: "Envoy",
  summary: "Envoy tcp_health_check in a cluster with TLS",
  style: "tls-handshake",
  connections: () => [connection("full", [envoyHandshake], { kind: "drain-fin" })],
  ...CADENCE,
  nodes: 3,
  provenance: [
    TCP_SOURCE,
    {
      from: "capture",
      text: "a full TLS handshake in TLS 1.2 at the most, with the session of the last check; close_notify, FIN/ACK; an alert to what is no TLS (Envoy 1.40)",
    },
    {
      from: "documentation",
      text: "tls_maximum_protocol_version is TLSv1_2 for clients by default: a service that has TLS 1.3 alone is DOWN",
      url: "https://www.envoyproxy.io/docs/envoy/latest/api-v3/extensions/transport_sockets/tls/v3/common.proto",
    },
  ],
  assumptions: assumed("envoy-tls", ...envoyAssumptions()),
};

/** The Redis check: PING on a connection that stays open between two checks. */
const envoyRedis: Preset = {
  name: "envoy-redis",
  product: "Envoy",
  summary: "Envoy Redis health check",
  style: "send-expect",
  connections: () => [
    {
      ...connection("full", [...envoyRedisSteps(null), { kind: "hold" }], { kind: "drain-fin" }),
      judgesFrom: ENVOY_REDIS_JUDGES,
    },
  ],
  holdsToNextCheck: true,
  ...CADENCE,
  decidesAtOnce: ENVOY_AT_ONCE,
  nodes: 3,
  provenance: [
    {
      from: "source",
      text: "envoyproxy/envoy@1116e87c: source/extensions/health_checkers: PING, or EXISTS with a key; reuse_connection is on: the connection stays open between two checks; the first success makes a host healthy",
      url: "https://github.com/envoyproxy/envoy/tree/1116e87c",
    },
    ENVOY_SET_UNHEALTHY,
    { from: "capture", text: "an answer that is no RESP is waited out to the timeout (Envoy 1.40)" },
  ],
  assumptions: assumed(
    "envoy-redis",
    ...envoyAssumptions(),
    "Envoy sends its next PING on the same connection; here each check opens one of its own and holds it until the next",
  ),
};

export const envoyPresets = [envoy, envoyTls, envoyRedis];
