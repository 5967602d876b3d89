/** AWS Classic Load Balancer, TCP or SSL health check: each of its nodes connects and closes. */
import type { Preset } from "../../model/checker";
import { assumed } from "./assumed";

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
  evidence: [
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
