/** NGINX Plus, `health_check` in stream: each instance connects. How it ends its connections is not documented. */
import type { Preset } from "../../model/checker";
import { assumed } from "./assumed";

export const nginxPlus: Preset = {
  name: "nginx-plus",
  product: "NGINX Plus",
  summary: "NGINX Plus, stream health_check without match",
  style: "fin",
  intervalMs: 5_000,
  timeoutMs: 5_000,
  rise: 1,
  fall: 1,
  nodes: 1,
  spread: "random",
  evidence: [
    {
      from: "documentation",
      text: "interval 5 s, health_check_timeout (timeout 5 s), passes (rise 1), fails (fall 1), jitter 0; 1 node for each instance, as the group lies in shared memory",
      url: "https://nginx.org/en/docs/stream/ngx_stream_upstream_hc_module.html",
    },
  ],
  assumptions: assumed(
    "nginx-plus",
    "how it ends its connections is not documented, and the source is closed; a FIN is assumed",
  ),
};
