/** nginx and its relatives: NGINX Plus, the third-party module that checks upstreams, and Tengine's version of it. */
import type { Preset } from "../../model/checker";
import { assumed } from "./assumed";

/** NGINX Plus, `health_check` in stream: each instance connects. How it ends its connections is not documented. */
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
  cadence: "fixed-rate",
  provenance: [
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

/**
 * The defaults of upstream_check, in the module and in Tengine. A server is down until its first checks have succeeded.
 */
const UPSTREAM_CHECK_CADENCE = { intervalMs: 30_000, timeoutMs: 1_000, rise: 2, fall: 5, initially: "down" } as const;

/**
 * yaoweibin's nginx_upstream_check_module, type tcp: each worker connects once, looks at the socket every interval, and
 * never closes. The target then holds as many silent connections as nginx has workers, for good.
 *
 * nginx was there before the storm, so all connections are opened at its beginning.
 */
export const nginxUpstreamCheck: Preset = {
  name: "nginx-upstream-check",
  product: "nginx_upstream_check_module",
  summary: "nginx with yaoweibin's upstream_check_module, type tcp",
  style: "hold",
  ...UPSTREAM_CHECK_CADENCE,
  nodes: 8,
  spread: "aligned",
  cadence: "fixed-rate",
  provenance: [
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
    {
      from: "capture",
      text: "one connection for each worker, nothing sent, never closed; the first of them one interval apart, and one SYN in each interval to a refused port",
    },
  ],
  assumptions: assumed(
    "nginx-upstream-check",
    { about: "nodes", text: "8 nodes: as many workers are assumed; NODES sets another number" },
    "nginx has been up for long: all connections are opened as the checks begin, where its workers take turns, one in each interval",
    "on a refused port one worker asks in each interval, however many there are; here every node does",
  ),
};

/** Tengine's upstream_check, type tcp: it looks whether bytes have come, without reading them, and closes. */
const tengine: Preset = {
  name: "tengine",
  product: "Tengine",
  summary: "Tengine upstream_check, type tcp",
  style: "fin",
  ...UPSTREAM_CHECK_CADENCE,
  nodes: 1,
  spread: "random",
  cadence: "fixed-rate",
  provenance: [
    {
      from: "source",
      text: "alibaba/tengine@fcebbd12: need_keepalive is 0 for tcp: a look, then a close; interval 30 s, timeout 1 s, rise 2, fall 5, default_down; 1 node: the worker that holds the lock",
      url: "https://github.com/alibaba/tengine/tree/fcebbd12",
    },
    { from: "capture", text: "SYN, SYN/ACK, ACK, FIN/ACK; an RST/ACK where a greeting had come" },
  ],
  assumptions: assumed(
    "tengine",
    "its timer comes twice in an interval and wants a whole one behind the last check's end: over a path with a round trip a check comes after up to 1.5 intervals, here after one",
  ),
};

export const nginxPresets = [nginxPlus, nginxUpstreamCheck, tengine];
