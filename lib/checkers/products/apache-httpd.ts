/** Apache httpd, mod_proxy_hcheck with `hcmethod=TCP`: connect and close. */
import type { Preset } from "../../model/checker";
import { assumed } from "./assumed";

export const apacheHcheck: Preset = {
  name: "apache-hcheck",
  product: "Apache httpd",
  summary: "Apache httpd, mod_proxy_hcheck with hcmethod TCP",
  style: "fin",
  intervalMs: 30_000,
  timeoutMs: 60_000,
  rise: 1,
  fall: 1,
  nodes: 1,
  spread: "random",
  cadence: "after-completion",
  provenance: [
    {
      from: "documentation",
      text: "hcinterval (interval 30 s), hcpasses (rise 1), hcfails (fall 1)",
      url: "https://httpd.apache.org/docs/current/mod/mod_proxy_hcheck.html",
    },
    { from: "capture", text: "SYN, SYN/ACK, ACK, FIN/ACK" },
  ],
  assumptions: assumed(
    "apache-hcheck",
    { about: "timeoutMs", text: "timeout 60 s is assumed: the worker's own" },
    { about: "nodes", text: "1 node: a single httpd is assumed; NODES sets another number" },
  ),
};
