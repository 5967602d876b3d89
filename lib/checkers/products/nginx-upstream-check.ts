/**
 * yaoweibin's nginx_upstream_check_module, type tcp: each worker connects once, looks at the socket every interval, and never closes. So the
 * target holds as many silent connections as nginx has workers, for good.
 *
 * nginx has been there before the storm: all connections are opened at its beginning.
 */
import type { Preset } from "../../model/checker";
import { assumed } from "./assumed";

export const nginxUpstreamCheck: Preset = {
  name: "nginx-upstream-check",
  product: "nginx_upstream_check_module",
  summary: "nginx with yaoweibin's upstream_check_module, type tcp",
  style: "hold",
  intervalMs: 30_000,
  timeoutMs: 1_000,
  rise: 2,
  fall: 5,
  nodes: 8,
  spread: "aligned",
  initially: "down",
  evidence: [
    {
      from: "source",
      text: "yaoweibin/nginx_upstream_check_module@e538034b: ngx_http_upstream_check_peek_handler looks and never closes; interval 30 s, timeout 1 s, rise 2, fall 5, default_down",
      url: "https://github.com/yaoweibin/nginx_upstream_check_module/tree/e538034b",
    },
    {
      from: "third-party",
      text: "one ESTABLISHED connection for each worker, for good",
      url: "https://github.com/yaoweibin/nginx_upstream_check_module/issues/267",
    },
    { from: "capture", text: "one connection for each worker, nothing sent, never closed" },
  ],
  assumptions: assumed(
    "nginx-upstream-check",
    { about: "nodes", text: "8 nodes: as many workers are assumed; NODES sets another number" },
    "nginx has been up for long: all connections are opened as the checks begin, where its workers start at random within the interval",
  ),
};
