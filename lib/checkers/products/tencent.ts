/** Tencent Cloud CLB, TCP health check. How it ends its connections is not documented. */
import type { Preset } from "../../model/checker";
import { assumed } from "./assumed";

export const tencentClb: Preset = {
  name: "tencent-clb",
  product: "Tencent Cloud CLB",
  summary: "Tencent Cloud CLB, TCP health check",
  style: "fin",
  intervalMs: 5_000,
  timeoutMs: 2_000,
  rise: 3,
  fall: 3,
  nodes: 2,
  spread: "random",
  cadence: "fixed-rate",
  provenance: [
    {
      from: "documentation",
      text: "interval 5 s, timeout 2 s, rise 3, fall 3; from the VIP or 100.64.0.0/10",
      url: "https://www.tencentcloud.com/document/product/214/39251",
    },
  ],
  assumptions: assumed(
    "tencent-clb",
    "the documentation speaks of a SYN and of a three-way handshake, and not of the end; a completed handshake and a FIN are assumed",
    { about: "nodes", text: "how many nodes check is not published; 2 nodes are assumed, NODES sets another number" },
  ),
};
