/** FortiGate, `ldb-monitor` of type tcp. What it does on the wire is not documented. */
import type { Preset } from "../../model/checker";
import { assumed } from "./assumed";

export const fortigate: Preset = {
  name: "fortigate",
  product: "FortiGate",
  summary: "FortiGate ldb-monitor, type tcp",
  style: "fin",
  intervalMs: 10_000,
  timeoutMs: 2_000,
  rise: 1,
  fall: 3,
  nodes: 1,
  spread: "random",
  cadence: "fixed-rate",
  provenance: [
    {
      from: "documentation",
      text: "interval 10 s, timeout 2 s, retry 3 (fall 3)",
      url: "https://docs.fortinet.com/document/fortigate/7.2.3/cli-reference/300620",
    },
  ],
  assumptions: assumed(
    "fortigate",
    "how it ends its connections is not documented; a FIN is assumed",
    { about: "rise", text: "rise 1 is assumed" },
    { about: "nodes", text: "1 node is assumed: the active unit; NODES sets another number" },
  ),
};
