/** Consul agent, TCP check: connect and close, from the service's own agent. */
import type { Preset } from "../../model/checker";
import { assumed } from "./assumed";

export const consul: Preset = {
  name: "consul",
  product: "Consul",
  summary: "Consul agent, TCP check",
  style: "fin",
  intervalMs: 10_000,
  timeoutMs: 10_000,
  rise: 1,
  fall: 1,
  nodes: 1,
  spread: "random",
  cadence: "after-completion",
  provenance: [
    {
      from: "source",
      text: "hashicorp/consul: agent/checks/check.go CheckTCP; timeout 10 s; success_before_passing and failures_before_critical 0 (rise 1, fall 1); a random first delay; 1 node: the service's agent",
      url: "https://github.com/hashicorp/consul/blob/main/agent/checks/check.go",
    },
    { from: "capture", text: "SYN, SYN/ACK, ACK, FIN/ACK" },
  ],
  assumptions: assumed("consul", {
    about: "intervalMs",
    text: "the interval is required, 1s at the least; interval 10 s is assumed",
  }),
};
