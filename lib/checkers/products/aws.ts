/** AWS's Network and Classic Load Balancer: TCP health checks that connect and close. */
import type { Preset } from "../../model/checker";
import { assumed } from "./assumed";

/** Network Load Balancer: connect and close, from each enabled availability zone. */
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
  cadence: "fixed-rate",
  provenance: [
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

/** Classic Load Balancer, TCP or SSL: each of its nodes connects and closes. */
export const awsClb: Preset = {
  name: "aws-clb",
  product: "AWS Classic Load Balancer",
  summary: "AWS Classic Load Balancer, TCP health check",
  style: "fin",
  intervalMs: 30_000,
  timeoutMs: 5_000,
  rise: 10,
  fall: 2,
  nodes: 2,
  spread: "random",
  cadence: "fixed-rate",
  provenance: [
    {
      from: "documentation",
      text: "interval 30 s, timeout 5 s, rise 10, fall 2; each node of the load balancer checks",
      url: "https://docs.aws.amazon.com/elasticloadbalancing/latest/classic/elb-healthchecks.html",
    },
    {
      from: "third-party",
      text: "its checks left sockets in CLOSE-WAIT: a FIN",
      url: "https://github.com/elastic/go-lumber/pull/10",
    },
  ],
  assumptions: assumed("aws-clb", {
    about: "nodes",
    text: "2 nodes: how many there are follows the zones and the load; NODES sets another number",
  }),
};

export const awsPresets = [awsNlb, awsClb];
