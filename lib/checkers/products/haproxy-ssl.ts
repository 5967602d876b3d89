/** `check-ssl`: a TLS handshake, then an RST without close_notify. The handshake's ACK leaves with the ClientHello. */
import { connectionsOf, PLAIN } from "../../wire/haproxy/rules";
import type { Preset } from "../../model/checker";
import { haproxy, haproxyCadence } from "./haproxy";

export const haproxySsl: Preset = {
  ...haproxy,
  name: "haproxy-ssl",
  summary: "HAProxy `check-ssl`",
  style: "tls-handshake",
  connections: () => connectionsOf(PLAIN, { tls: {} }),
  evidence: [
    { from: "capture", text: "a TLS handshake, then RST/ACK without close_notify (HAProxy 2.6 and 3.5-dev5)" },
    haproxyCadence,
  ],
};
