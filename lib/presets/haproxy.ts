/**
 * HAProxy's plain `check`: half-open, each server line checked by one process.
 *
 * The next check is due `inter` after the last one has ended; the first checks of several servers are spread over `inter`.
 */
import type { Preset } from "../checker";

export const haproxy: Preset = {
  name: "haproxy",
  summary: "HAProxy `check` without rules",
  style: "half-open",
  intervalMs: 2_000,
  timeoutMs: 2_000,
  rise: 2,
  fall: 3,
  nodes: 1,
  spread: "staggered",
  cadence: "after-completion",
  evidence: [
    "source, haproxy/haproxy@50872daa: src/tcpcheck.c tcpcheck_eval_connect, src/proto_tcp.c tcp_connect_server, src/fd.c _fd_delete_orphan",
    "defaults, haproxy/haproxy@50872daa: include/haproxy/defaults.h (inter 2000 ms, rise 2, fall 3); timeout = inter",
    "captured from HAProxy 2.6.12: SYN, SYN/ACK, RST/ACK; the period is inter plus the check's own time",
  ],
};
