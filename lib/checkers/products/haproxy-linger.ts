/** `tcp-check connect linger`: a FIN instead of the RST. The FIN itself carries the ACK that the handshake withheld. */
import type { Preset } from "../../model/checker";
import { connectionsOf, IMPLICIT } from "../../wire/haproxy/rules";
import { haproxy, haproxyCadence } from "./haproxy";

export const haproxyLinger: Preset = {
  ...haproxy,
  name: "haproxy-linger",
  summary: "HAProxy `tcp-check connect linger`",
  style: "fin",
  connections: () => connectionsOf([{ ...IMPLICIT, linger: true }]),
  evidence: [
    {
      from: "source",
      text: "haproxy/haproxy@50872daa: src/tcpcheck.c, since f8ba6773e (2.2)",
      url: "https://github.com/haproxy/haproxy/blob/50872daa/src/tcpcheck.c",
    },
    { from: "capture", text: "SYN, SYN/ACK, FIN/ACK, FIN/ACK, ACK (HAProxy 2.6)" },
    haproxyCadence,
  ],
};
