/** Alibaba Cloud NLB, TCP health check. What it does on the wire is not documented. */
import type { Preset } from "../../model/checker";
import { assumed } from "./assumed";

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
  evidence: [
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
