/** The other reading of Alibaba's documentation: its list of packets has no ACK. */
import type { Preset } from "../../model/checker";
import { alibabaClb } from "./alibaba-clb";
import { assumed } from "./assumed";

export const alibabaClbHalfOpen: Preset = {
  ...alibabaClb,
  name: "alibaba-clb-half-open",
  summary: "Alibaba Cloud CLB (SLB), TCP listener, read as half-open",
  style: "half-open",
  assumptions: assumed(
    "alibaba-clb-half-open",
    { about: "nodes", text: "how many nodes check is not published; 4 nodes are assumed, NODES sets another number" },
    "the list of packets in the documentation (SYN, SYN/ACK, RST) is taken at its word (CHECKER=alibaba-clb is the other reading)",
  ),
};
