/**
 * HAProxy's checks that speak the service's protocol: `option httpchk`, `option mysql-check` and the like. The cadence
 * is that of every HAProxy check.
 */
import type { Preset } from "../../model/checker";
import { answered } from "../../wire/haproxy/http-expect";
import { httpSend } from "../../wire/haproxy/httpchk-request";
import { ldapCheck } from "../../wire/haproxy/ldap-check";
import { mysqlCheck } from "../../wire/haproxy/mysql-check";
import { pgsqlCheck } from "../../wire/haproxy/pgsql-check";
import { redisCheck } from "../../wire/haproxy/redis-check";
import { connectionsOf } from "../../wire/haproxy/rules";
import { smtpCheck } from "../../wire/haproxy/smtpchk";
import { spopCheck } from "../../wire/haproxy/spop-check";
import { assumed } from "./assumed";
import { CADENCE, CADENCE_SOURCE } from "./haproxy";

/** `option httpchk` without arguments: OPTIONS over HTTP/1.0, and an RST behind the answer. */
const haproxyHttp: Preset = {
  name: "haproxy-http",
  product: "HAProxy",
  summary: "HAProxy `option httpchk`",
  style: "send-expect",
  options: { ending: "rst" },
  connections: () => connectionsOf(answered(httpSend({})), {}, { http: true }),
  ...CADENCE,
  nodes: 1,
  vocabulary: "haproxy",
  provenance: [
    {
      from: "source",
      text: "haproxy/haproxy@50872daa: src/tcpcheck.c: OPTIONS / HTTP/1.0, and any status from 200 to 399",
      url: "https://github.com/haproxy/haproxy/blob/50872daa/src/tcpcheck.c",
    },
    {
      from: "capture",
      text: "an RST/ACK behind the answer, or a FIN/ACK where the service had closed first (HAProxy 2.6)",
    },
    CADENCE_SOURCE,
  ],
};

/**
 * `option mysql-check user haproxy`: login and COM_QUIT in one segment, sent before the greeting was read; a FIN at the
 * end.
 */
const haproxyMysql: Preset = {
  name: "haproxy-mysql",
  product: "HAProxy",
  summary: "HAProxy `option mysql-check user haproxy`",
  style: "send-expect",
  connections: () => connectionsOf(mysqlCheck({ user: "haproxy" })),
  ...CADENCE,
  nodes: 1,
  vocabulary: "haproxy",
  provenance: [
    {
      from: "source",
      text: "haproxy/haproxy@50872daa: src/tcpcheck.c, post-41; with linger since 5488a62bf (2019)",
      url: "https://github.com/haproxy/haproxy/blob/50872daa/src/tcpcheck.c",
    },
    {
      from: "capture",
      text: "login and COM_QUIT on the handshake's ACK, before the greeting; a FIN/ACK at the end (HAProxy 2.6)",
    },
    CADENCE_SOURCE,
  ],
  assumptions: assumed("haproxy-mysql", "the user is `haproxy`, as in most examples"),
};

/** `option pgsql-check user haproxy`: a startup packet, a request for authentication, FIN without Terminate. */
const haproxyPgsql: Preset = {
  name: "haproxy-pgsql",
  product: "HAProxy",
  summary: "HAProxy `option pgsql-check user haproxy`",
  style: "send-expect",
  connections: () => connectionsOf(pgsqlCheck("haproxy")),
  ...CADENCE,
  nodes: 1,
  vocabulary: "haproxy",
  provenance: [
    {
      from: "source",
      text: "haproxy/haproxy@50872daa: src/tcpcheck.c; with linger since 5488a62bf (2019)",
      url: "https://github.com/haproxy/haproxy/blob/50872daa/src/tcpcheck.c",
    },
    { from: "capture", text: "the startup packet on the handshake's ACK; a FIN/ACK at the end (HAProxy 2.6)" },
    CADENCE_SOURCE,
  ],
  assumptions: assumed("haproxy-pgsql", "the user is `haproxy`, as in most examples"),
};

/** `option redis-check`: PING, PONG, RST. */
const haproxyRedis: Preset = {
  name: "haproxy-redis",
  product: "HAProxy",
  summary: "HAProxy `option redis-check`",
  style: "send-expect",
  options: { ending: "rst" },
  connections: () => connectionsOf(redisCheck),
  ...CADENCE,
  nodes: 1,
  vocabulary: "haproxy",
  provenance: [
    {
      from: "source",
      text: "haproxy/haproxy@50872daa: src/tcpcheck.c",
      url: "https://github.com/haproxy/haproxy/blob/50872daa/src/tcpcheck.c",
    },
    {
      from: "capture",
      text: "PING on the handshake's ACK, RST/ACK behind PONG; an error from a server that stays open is a timeout (HAProxy 2.6)",
    },
    CADENCE_SOURCE,
  ],
};

/** `option smtpchk`: banner, HELO, QUIT, FIN. */
const haproxySmtp: Preset = {
  name: "haproxy-smtp",
  product: "HAProxy",
  summary: "HAProxy `option smtpchk`",
  style: "greeting-wait",
  connections: () => connectionsOf(smtpCheck()),
  ...CADENCE,
  nodes: 1,
  vocabulary: "haproxy",
  provenance: [
    {
      from: "source",
      text: "haproxy/haproxy@50872daa: src/tcpcheck.c: `HELO localhost`, `QUIT`; with linger since 5488a62bf (2019)",
      url: "https://github.com/haproxy/haproxy/blob/50872daa/src/tcpcheck.c",
    },
    { from: "capture", text: "each line answered before the next, a FIN/ACK at the end (HAProxy 2.6)" },
    CADENCE_SOURCE,
  ],
};

/** `option ldap-check`: an anonymous bind, its answer, RST. */
const haproxyLdap: Preset = {
  name: "haproxy-ldap",
  product: "HAProxy",
  summary: "HAProxy `option ldap-check`",
  style: "send-expect",
  options: { ending: "rst" },
  connections: () => connectionsOf(ldapCheck),
  ...CADENCE,
  nodes: 1,
  vocabulary: "haproxy",
  provenance: [
    {
      from: "source",
      text: "haproxy/haproxy@50872daa: src/tcpcheck.c",
      url: "https://github.com/haproxy/haproxy/blob/50872daa/src/tcpcheck.c",
    },
    { from: "capture", text: "the bind on the handshake's ACK, RST/ACK behind its answer (HAProxy 2.6)" },
    CADENCE_SOURCE,
  ],
};

/** `option spop-check`: the greeting of a stream processing offload agent, marked as a health check. */
const haproxySpop: Preset = {
  name: "haproxy-spop",
  product: "HAProxy",
  summary: "HAProxy `option spop-check`",
  style: "send-expect",
  options: { ending: "rst" },
  connections: () => connectionsOf(spopCheck),
  ...CADENCE,
  nodes: 1,
  vocabulary: "haproxy",
  provenance: [
    {
      from: "source",
      text: "haproxy/haproxy@50872daa: src/tcpcheck.c",
      url: "https://github.com/haproxy/haproxy/blob/50872daa/src/tcpcheck.c",
    },
    {
      from: "capture",
      text: "HAPROXY-HELLO, and RST/ACK behind AGENT-HELLO, or a FIN/ACK where the agent had closed first (HAProxy 2.6)",
    },
    CADENCE_SOURCE,
  ],
};

export const haproxyProtocolPresets = [
  haproxyHttp,
  haproxyMysql,
  haproxyPgsql,
  haproxyRedis,
  haproxySmtp,
  haproxyLdap,
  haproxySpop,
];
