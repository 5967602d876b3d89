/** Envoy, `tcp_health_check: {}`: connect and close, each Envoy process by itself. One success brings a fresh host up. */
import type { Claim } from "../../model/assumptions";
import type { Preset } from "../../model/checker";
import { assumed } from "./assumed";

/**
 * The API has no defaults for them.
 *
 * @param idle how often a cluster without traffic is checked; a file may say that
 */
export const envoyAssumptions = (idle = "60 s"): Claim[] => [
  {
    before: "interval, timeout and thresholds are required fields: ",
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

/** An answer that is not the expected one: its failure type is ACTIVE, and the threshold counts only those of the network. */
export const ENVOY_AT_ONCE: NonNullable<Preset["decidesAtOnce"]> = ["rejected"];

export const ENVOY_SET_UNHEALTHY: Preset["evidence"][number] = {
  from: "source",
  text: "envoyproxy/envoy@1116e87c: source/extensions/health_checkers/common/health_checker_base_impl.cc, setUnhealthy: only failures of the network and those that are retriable are counted; another one makes a host unhealthy at once",
  url: "https://github.com/envoyproxy/envoy/blob/1116e87c/source/extensions/health_checkers/common/health_checker_base_impl.cc",
};

export const envoy: Preset = {
  name: "envoy",
  product: "Envoy",
  summary: "Envoy tcp_health_check without send and receive",
  style: "fin",
  intervalMs: 5_000,
  timeoutMs: 1_000,
  rise: 2,
  fall: 3,
  nodes: 3,
  spread: "random",
  initially: "down-unproven",
  evidence: [
    {
      from: "source",
      text: "envoyproxy/envoy@1116e87c: source/extensions/health_checkers/tcp/health_checker_impl.cc: closed as soon as it is connected; the first success makes a host healthy",
      url: "https://github.com/envoyproxy/envoy/blob/1116e87c/source/extensions/health_checkers/tcp/health_checker_impl.cc",
    },
    { from: "capture", text: "SYN, SYN/ACK, ACK, FIN/ACK (Envoy 1.40)" },
  ],
  assumptions: assumed("envoy", ...envoyAssumptions()),
};
