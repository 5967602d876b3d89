/** caddy-l4, active health checks: connect and close, the first one at once. */
import type { Preset } from "../../model/checker";
import { assumed } from "./assumed";

export const caddyL4: Preset = {
  name: "caddy-l4",
  product: "caddy-l4",
  summary: "Caddy with caddy-l4, active health check",
  style: "fin",
  intervalMs: 30_000,
  timeoutMs: 5_000,
  rise: 1,
  fall: 1,
  nodes: 1,
  spread: "aligned",
  cadence: "ticker",
  provenance: [
    {
      from: "source",
      text: "mholt/caddy-l4@42db5690: modules/l4proxy/healthchecks.go doActiveHealthCheck; interval 30 s, timeout 5 s, rise 1, fall 1; the first check at once",
      url: "https://github.com/mholt/caddy-l4/blob/42db5690/modules/l4proxy/healthchecks.go",
    },
    { from: "capture", text: "SYN, SYN/ACK, ACK, FIN/ACK" },
  ],
  assumptions: assumed("caddy-l4", {
    about: "nodes",
    text: "1 node: a single instance is assumed; NODES sets another number",
  }),
};
