/** AWS Network Load Balancer, TCP health check: connect and close, from each enabled availability zone. */
import type { Preset } from "../../model/checker";
import { assumed } from "./assumed";

export const awsNlb: Preset = {
  name: "aws-nlb",
  product: "AWS Network Load Balancer",
  summary: "AWS Network Load Balancer, TCP health check",
  style: "fin",
  intervalMs: 30_000,
  timeoutMs: 10_000,
  rise: 5,
  fall: 2,
  nodes: 3,
  spread: "random",
  evidence: [
    {
      from: "documentation",
      text: "interval 30 s, timeout 10 s, rise 5, fall 2; more checks than configured reach a target",
      url: "https://docs.aws.amazon.com/elasticloadbalancing/latest/network/target-group-health-checks.html",
    },
    {
      from: "third-party",
      text: "a capture that ends with a FIN",
      url: "https://github.com/hashicorp/nomad/issues/7421",
    },
    {
      from: "third-party",
      text: "an RST where the target had spoken first (MySQL's greeting)",
      url: "https://qiita.com/araryo/items/09eb79c59be7e3961bc0",
    },
  ],
  assumptions: assumed("aws-nlb", {
    about: "nodes",
    text: "how many nodes check is not published; 3 nodes are assumed, one in each of 3 zones; NODES sets another number",
  }),
};
