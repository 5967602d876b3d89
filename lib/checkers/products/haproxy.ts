/**
 * HAProxy's plain `check`: half-open, each server line checked by one process.
 *
 * The next check is due `inter` after the last one has ended; the first checks of several servers are spread over `inter`.
 */
import type { Evidence, Preset } from "../../model/checker";
import { connectionsOf, PLAIN } from "../../wire/haproxy/rules";

export const haproxyCadence: Evidence = {
  from: "source",
  text: "haproxy/haproxy@50872daa: interval 2 s, rise 2, fall 3 (include/haproxy/defaults.h); timeout 2 s, because it is the interval's own; 1 node for each process and server line; UP at first, but a fresh server's first failed check takes it down",
  url: "https://github.com/haproxy/haproxy/blob/50872daa/include/haproxy/defaults.h",
};

export const haproxy: Preset = {
  name: "haproxy",
  product: "HAProxy",
  summary: "HAProxy `check` without rules",
  style: "half-open",
  connections: () => connectionsOf(PLAIN),
  intervalMs: 2_000,
  timeoutMs: 2_000,
  rise: 2,
  fall: 3,
  nodes: 1,
  spread: "staggered",
  cadence: "after-completion",
  initially: "up-unproven",
  vocabulary: "haproxy",
  evidence: [
    {
      from: "source",
      text: "haproxy/haproxy@50872daa: src/tcpcheck.c tcpcheck_eval_connect, src/proto_tcp.c tcp_connect_server, src/fd.c _fd_delete_orphan",
      url: "https://github.com/haproxy/haproxy/blob/50872daa/src/tcpcheck.c",
    },
    haproxyCadence,
    {
      from: "capture",
      text: "SYN, SYN/ACK, RST/ACK (HAProxy 2.6); the period is inter plus the check's own time",
    },
  ],
};
