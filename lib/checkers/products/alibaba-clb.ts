/** Alibaba Cloud CLB (SLB), TCP health check: handshake, then RST at once, from many nodes in 100.64.0.0/10. */
import type { Preset } from "../../model/checker";
import { assumed } from "./assumed";

export const alibabaClb: Preset = {
  name: "alibaba-clb",
  product: "Alibaba Cloud CLB",
  summary: "Alibaba Cloud CLB (SLB), TCP listener",
  style: "rst",
  intervalMs: 2_000,
  timeoutMs: 5_000,
  rise: 3,
  fall: 3,
  nodes: 4,
  spread: "random",
  evidence: [
    {
      from: "documentation",
      text: "an RST directly after the handshake, from 100.64.0.0/10; interval 2 s, timeout 5 s, rise 3, fall 3",
      url: "https://help.aliyun.com/document_detail/171710.htm",
    },
  ],
  assumptions: assumed(
    "alibaba-clb",
    { about: "nodes", text: "how many nodes check is not published; 4 nodes are assumed, NODES sets another number" },
    "the documentation lists SYN, SYN/ACK, RST but explains resets that services do see; a completed handshake is assumed (CHECKER=alibaba-clb-half-open is the other reading)",
  ),
};
