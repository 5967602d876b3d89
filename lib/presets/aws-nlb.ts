/** AWS Network Load Balancer, TCP health check: connect and close, from each enabled availability zone. */
import type { Preset } from "../checker";

export const awsNlb: Preset = {
  name: "aws-nlb",
  summary: "AWS Network Load Balancer, TCP health check",
  style: "fin",
  intervalMs: 30_000,
  timeoutMs: 10_000,
  rise: 5,
  fall: 2,
  nodes: 3,
  spread: "random",
  evidence: [
    "documentation, https://docs.aws.amazon.com/elasticloadbalancing/latest/network/target-group-health-checks.html: 30 s, 10 s, 5/2; more checks than configured reach a target",
    "third-party captures: hashicorp/nomad issue 7421 (FIN); https://qiita.com/araryo/items/09eb79c59be7e3961bc0 (RST where the target had spoken first)",
  ],
  assumptions: [
    "aws-nlb: how many nodes check is not published; one in each of 3 zones is assumed, NODES sets another number",
  ],
};
