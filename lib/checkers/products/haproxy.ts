/**
 * HAProxy's checks of the connection itself: the plain `check`, in a pair, with linger, over TLS, with a PROXY header.
 * Those that speak the service's protocol are in haproxy-protocols.ts.
 *
 * One process checks each server line.
 */
import type { Provenance, Preset } from "../../model/checker";
import { connectionsOf, IMPLICIT, PLAIN } from "../../wire/haproxy/rules";
import { sslHelloCheck } from "../../wire/haproxy/ssl-hello-chk";
import { assumed } from "./assumed";

/**
 * HAProxy has one cadence for every kind of check. The next check is due `inter` after the last one has ended; the
 * first checks of several servers are spread over `inter`.
 */
export const CADENCE = {
  intervalMs: 2_000,
  timeoutMs: 2_000,
  rise: 2,
  fall: 3,
  spread: "staggered",
  cadence: "after-completion",
  initially: "up-unproven",
} as const satisfies Partial<Preset>;

export const CADENCE_SOURCE: Provenance = {
  from: "source",
  text: "haproxy/haproxy@50872daa: interval 2 s, rise 2, fall 3 (include/haproxy/defaults.h); timeout 2 s, because it is the interval's own; 1 node for each process and server line; UP at first, but a fresh server's first failed check takes it down",
  url: "https://github.com/haproxy/haproxy/blob/50872daa/include/haproxy/defaults.h",
};

const PLAIN_PROVENANCE: Provenance[] = [
  {
    from: "source",
    text: "haproxy/haproxy@50872daa: src/tcpcheck.c tcpcheck_eval_connect, src/proto_tcp.c tcp_connect_server, src/fd.c _fd_delete_orphan",
    url: "https://github.com/haproxy/haproxy/blob/50872daa/src/tcpcheck.c",
  },
  CADENCE_SOURCE,
  {
    from: "capture",
    text: "SYN, SYN/ACK, RST/ACK (HAProxy 2.6); the period is inter plus the check's own time",
  },
];

/** The plain `check`: half-open. */
export const haproxy: Preset = {
  name: "haproxy",
  product: "HAProxy",
  summary: "HAProxy `check` without rules",
  style: "half-open",
  connections: () => connectionsOf(PLAIN),
  ...CADENCE,
  nodes: 1,
  vocabulary: "haproxy",
  provenance: PLAIN_PROVENANCE,
};

/** Two HAProxy in a pair, active and standby: both check, each at its own times. */
const haproxyHa: Preset = {
  name: "haproxy-ha",
  product: "HAProxy",
  summary: "a pair of HAProxy, active and standby, both with `check`",
  style: "half-open",
  connections: () => connectionsOf(PLAIN),
  ...CADENCE,
  nodes: 2,
  spread: "random",
  vocabulary: "haproxy",
  provenance: PLAIN_PROVENANCE,
  assumptions: assumed("haproxy-ha", {
    about: "nodes",
    text: "2 nodes: a pair, whose processes know nothing of each other; NODES sets another number",
  }),
};

/** `tcp-check connect linger`: a FIN instead of the RST. The FIN itself carries the ACK that the handshake withheld. */
const haproxyLinger: Preset = {
  name: "haproxy-linger",
  product: "HAProxy",
  summary: "HAProxy `tcp-check connect linger`",
  style: "fin",
  connections: () => connectionsOf([{ ...IMPLICIT, linger: true }]),
  ...CADENCE,
  nodes: 1,
  vocabulary: "haproxy",
  provenance: [
    {
      from: "source",
      text: "haproxy/haproxy@50872daa: src/tcpcheck.c, since f8ba6773e (2.2)",
      url: "https://github.com/haproxy/haproxy/blob/50872daa/src/tcpcheck.c",
    },
    { from: "capture", text: "SYN, SYN/ACK, FIN/ACK, FIN/ACK, ACK (HAProxy 2.6)" },
    CADENCE_SOURCE,
  ],
};

/** `check-ssl`: a TLS handshake, then an RST without close_notify. The handshake's ACK leaves with the ClientHello. */
export const haproxySsl: Preset = {
  name: "haproxy-ssl",
  product: "HAProxy",
  summary: "HAProxy `check-ssl`",
  style: "tls-handshake",
  connections: () => connectionsOf(PLAIN, { tls: {} }),
  ...CADENCE,
  nodes: 1,
  vocabulary: "haproxy",
  provenance: [
    { from: "capture", text: "a TLS handshake, then RST/ACK without close_notify (HAProxy 2.6 and 3.5-dev5)" },
    CADENCE_SOURCE,
  ],
};

/**
 * `option ssl-hello-chk`: an SSLv3 ClientHello. Services of today answer it with an alert, and the check accepts that.
 */
const haproxySslHello: Preset = {
  name: "haproxy-ssl-hello",
  product: "HAProxy",
  summary: "HAProxy `option ssl-hello-chk`",
  style: "tls-hello",
  connections: () => connectionsOf(sslHelloCheck),
  ...CADENCE,
  nodes: 1,
  vocabulary: "haproxy",
  provenance: [
    {
      from: "source",
      text: "haproxy/haproxy@50872daa: src/tcpcheck.c: an SSLv3 ClientHello of 126 bytes",
      url: "https://github.com/haproxy/haproxy/blob/50872daa/src/tcpcheck.c",
    },
    { from: "capture", text: "the ClientHello on the handshake's ACK, RST/ACK behind the first record (HAProxy 2.6)" },
    CADENCE_SOURCE,
  ],
};

/** `check-send-proxy`: a PROXY header with the check's own addresses, and nothing else. */
const haproxyProxy: Preset = {
  name: "haproxy-proxy",
  product: "HAProxy",
  summary: "HAProxy `check-send-proxy`",
  style: "proxy-header",
  connections: () => connectionsOf(PLAIN, { proxy: true }),
  ...CADENCE,
  nodes: 1,
  vocabulary: "haproxy",
  provenance: [
    {
      from: "source",
      text: "haproxy/haproxy@50872daa: src/connection.c conn_send_proxy: version 1 has the check's own addresses",
      url: "https://github.com/haproxy/haproxy/blob/50872daa/src/connection.c",
    },
    { from: "capture", text: "the header in a segment of its own, then RST/ACK (HAProxy 2.6)" },
    CADENCE_SOURCE,
  ],
};

export const haproxyPresets = [haproxy, haproxyHa, haproxyLinger, haproxySsl, haproxySslHello, haproxyProxy];
