/** `option mysql-check user haproxy`: login and COM_QUIT in one segment, sent before the greeting was read; a FIN at the end. */
import { mysqlCheck } from "../../wire/haproxy/mysql-check";
import { connectionsOf } from "../../wire/haproxy/rules";
import type { Preset } from "../../model/checker";
import { assumed } from "./assumed";
import { haproxy, haproxyCadence } from "./haproxy";

export const haproxyMysql: Preset = {
  ...haproxy,
  name: "haproxy-mysql",
  summary: "HAProxy `option mysql-check user haproxy`",
  style: "send-expect",
  connections: () => connectionsOf(mysqlCheck({ user: "haproxy" })),
  evidence: [
    {
      from: "source",
      text: "haproxy/haproxy@50872daa: src/tcpcheck.c, post-41; with linger since 5488a62bf (2019)",
      url: "https://github.com/haproxy/haproxy/blob/50872daa/src/tcpcheck.c",
    },
    {
      from: "capture",
      text: "login and COM_QUIT on the handshake's ACK, before the greeting; a FIN/ACK at the end (HAProxy 2.6)",
    },
    haproxyCadence,
  ],
  assumptions: assumed("haproxy-mysql", "the user is `haproxy`, as in most examples"),
};
