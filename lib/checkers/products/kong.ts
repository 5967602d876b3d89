/** Kong, active health checks of type tcp (lua-resty-healthcheck): connect and close, one worker of each node. */
import type { Preset } from "../../model/checker";
import { assumed } from "./assumed";

export const kong: Preset = {
  name: "kong",
  product: "Kong Gateway",
  summary: "Kong, active health check of type tcp",
  style: "fin",
  intervalMs: 5_000,
  timeoutMs: 1_000,
  rise: 2,
  fall: 2,
  nodes: 2,
  spread: "random",
  evidence: [
    {
      from: "source",
      text: "Kong/lua-resty-healthcheck@2a0c14f9: run_single_check; timeout 1 s, successes (rise 2), tcp_failures (fall 2); timeouts alone count to 3; the worker that holds the lock checks",
      url: "https://github.com/Kong/lua-resty-healthcheck/blob/2a0c14f9/lib/resty/healthcheck.lua",
    },
    { from: "capture", text: "SYN, SYN/ACK, ACK, FIN/ACK" },
  ],
  assumptions: assumed(
    "kong",
    { about: "intervalMs", text: "active checks are off (0) unless an interval is set; interval 5 s is assumed" },
    { about: "nodes", text: "2 nodes: so many gateways are assumed; NODES sets another number" },
  ),
};
