/** Alibaba Cloud CLB (SLB), TCP health check: handshake, then RST at once, from many nodes in 100.64.0.0/10. */
import type { Preset } from "../checker";

export const alibabaClb: Preset = {
  name: "alibaba-clb",
  summary: "Alibaba Cloud CLB (SLB), TCP listener",
  style: "rst",
  intervalMs: 2_000,
  timeoutMs: 5_000,
  rise: 3,
  fall: 3,
  nodes: 4,
  spread: "random",
  evidence: ["documentation, https://help.aliyun.com/document_detail/171710.htm: RST directly after the handshake"],
  assumptions: [
    "alibaba-clb: how many nodes check is not published; 4 are assumed, NODES sets another number",
    "alibaba-clb: the documentation lists SYN, SYN/ACK, RST but explains resets that services do see; a completed handshake is assumed (CHECKER=half-open is the other reading)",
  ],
};
