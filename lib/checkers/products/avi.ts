/** VMware Avi (NSX Advanced Load Balancer), TCP monitor with the half-open option: each Service Engine by itself. */
import type { Preset } from "../../model/checker";
import { assumed } from "./assumed";

export const aviHalfOpen: Preset = {
  name: "avi-half-open",
  product: "Avi Load Balancer",
  summary: "Avi (NSX ALB), TCP health monitor, half-open",
  style: "half-open",
  intervalMs: 10_000,
  timeoutMs: 4_000,
  rise: 2,
  fall: 2,
  nodes: 2,
  spread: "random",
  cadence: "fixed-rate",
  provenance: [
    {
      from: "documentation",
      text: "the TCP monitor has the option `TCP Half Open`: an RST instead of the handshake's last ACK",
      url: "https://avinetworks.com/docs/latest/tcp-health-monitor/",
    },
  ],
  assumptions: assumed(
    "avi-half-open",
    {
      kind: "values",
      values: [
        { about: "intervalMs", text: "interval 10 s" },
        { about: "timeoutMs", text: "timeout 4 s" },
        { about: "rise", text: "rise 2" },
        { about: "fall", text: "fall 2" },
      ],
      after: "taken for the defaults",
    },
    { about: "nodes", text: "2 nodes: each Service Engine is taken to check; NODES sets another number" },
  ),
};
