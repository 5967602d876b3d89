/** `option pgsql-check user haproxy`: a startup packet, a request for authentication, FIN without Terminate. */
import { pgsqlCheck } from "../../wire/haproxy/pgsql-check";
import { connectionsOf } from "../../wire/haproxy/rules";
import type { Preset } from "../../model/checker";
import { assumed } from "./assumed";
import { haproxy, haproxyCadence } from "./haproxy";

export const haproxyPgsql: Preset = {
  ...haproxy,
  name: "haproxy-pgsql",
  summary: "HAProxy `option pgsql-check user haproxy`",
  style: "send-expect",
  connections: () => connectionsOf(pgsqlCheck("haproxy")),
  evidence: [
    {
      from: "source",
      text: "haproxy/haproxy@50872daa: src/tcpcheck.c; with linger since 5488a62bf (2019)",
      url: "https://github.com/haproxy/haproxy/blob/50872daa/src/tcpcheck.c",
    },
    { from: "capture", text: "the startup packet on the handshake's ACK; a FIN/ACK at the end (HAProxy 2.6)" },
    haproxyCadence,
  ],
  assumptions: assumed("haproxy-pgsql", "the user is `haproxy`, as in most examples"),
};
