/** Alibaba Cloud's load balancers CLB (SLB) and NLB: TCP health checks from several addresses. */
import type { Claim } from "../../model/assumptions";
import type { Provenance, Preset } from "../../model/checker";
import { assumed } from "./assumed";

/** CLB has one cadence; how its check reads on the wire is told in two ways below. */
const CLB_CADENCE = {
  intervalMs: 2_000,
  timeoutMs: 5_000,
  rise: 3,
  fall: 3,
  spread: "random",
  cadence: "fixed-rate",
} as const;

const CLB_SOURCE: Provenance = {
  from: "documentation",
  text: "an RST directly after the handshake, from 100.64.0.0/10; interval 2 s, timeout 5 s, rise 3, fall 3",
  url: "https://help.aliyun.com/document_detail/171710.htm",
};

const CLB_NODES: Claim = {
  about: "nodes",
  text: "how many nodes check is not published; 4 nodes are assumed, NODES sets another number",
};

/** CLB (SLB): handshake, then RST at once, from many nodes in 100.64.0.0/10. */
export const alibabaClb: Preset = {
  name: "alibaba-clb",
  product: "Alibaba Cloud CLB",
  summary: "Alibaba Cloud CLB (SLB), TCP listener",
  style: "rst",
  ...CLB_CADENCE,
  nodes: 4,
  provenance: [CLB_SOURCE],
  assumptions: assumed(
    "alibaba-clb",
    CLB_NODES,
    "the documentation lists SYN, SYN/ACK, RST but explains resets that services do see; a completed handshake is assumed (CHECKER=alibaba-clb-half-open is the other reading)",
  ),
};

/** The other reading of CLB's documentation: its list of packets has no ACK. */
const alibabaClbHalfOpen: Preset = {
  name: "alibaba-clb-half-open",
  product: "Alibaba Cloud CLB",
  summary: "Alibaba Cloud CLB (SLB), TCP listener, read as half-open",
  style: "half-open",
  ...CLB_CADENCE,
  nodes: 4,
  provenance: [CLB_SOURCE],
  assumptions: assumed(
    "alibaba-clb-half-open",
    CLB_NODES,
    "the list of packets in the documentation (SYN, SYN/ACK, RST) is taken at its word (CHECKER=alibaba-clb is the other reading)",
  ),
};

/** NLB. What it does on the wire is not documented. */
export const alibabaNlb: Preset = {
  name: "alibaba-nlb",
  product: "Alibaba Cloud NLB",
  summary: "Alibaba Cloud NLB, TCP health check",
  style: "fin",
  intervalMs: 10_000,
  timeoutMs: 5_000,
  rise: 2,
  fall: 2,
  nodes: 3,
  spread: "random",
  cadence: "fixed-rate",
  provenance: [
    {
      from: "documentation",
      text: "alicloud_nlb_server_group (Terraform): interval 10 s, connect timeout 5 s, rise 2, fall 2; several addresses check",
      url: "https://github.com/aliyun/terraform-provider-alicloud/blob/master/website/docs/r/nlb_server_group.html.markdown",
    },
  ],
  assumptions: assumed("alibaba-nlb", "how it ends its connections is not documented; a FIN is assumed", {
    about: "nodes",
    text: "how many nodes check is not published; 3 nodes are assumed, NODES sets another number",
  }),
};

export const alibabaPresets = [alibabaClb, alibabaClbHalfOpen, alibabaNlb];
