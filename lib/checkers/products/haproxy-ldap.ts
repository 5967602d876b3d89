/** `option ldap-check`: an anonymous bind, its answer, RST. */
import { ldapCheck } from "../../wire/haproxy/ldap-check";
import { connectionsOf } from "../../wire/haproxy/rules";
import type { Preset } from "../../model/checker";
import { haproxy, haproxyCadence } from "./haproxy";

export const haproxyLdap: Preset = {
  ...haproxy,
  name: "haproxy-ldap",
  summary: "HAProxy `option ldap-check`",
  style: "send-expect",
  options: { ending: "rst" },
  connections: () => connectionsOf(ldapCheck),
  evidence: [
    {
      from: "source",
      text: "haproxy/haproxy@50872daa: src/tcpcheck.c",
      url: "https://github.com/haproxy/haproxy/blob/50872daa/src/tcpcheck.c",
    },
    { from: "capture", text: "the bind on the handshake's ACK, RST/ACK behind its answer (HAProxy 2.6)" },
    haproxyCadence,
  ],
};
