/** `check-send-proxy`: a PROXY header with the check's own addresses, and nothing else. */
import { connectionsOf, PLAIN } from "../../wire/haproxy/rules";
import type { Preset } from "../../model/checker";
import { haproxy, haproxyCadence } from "./haproxy";

export const haproxyProxy: Preset = {
  ...haproxy,
  name: "haproxy-proxy",
  summary: "HAProxy `check-send-proxy`",
  style: "proxy-header",
  connections: () => connectionsOf(PLAIN, { proxy: true }),
  evidence: [
    {
      from: "source",
      text: "haproxy/haproxy@50872daa: src/connection.c conn_send_proxy: version 1 has the check's own addresses",
      url: "https://github.com/haproxy/haproxy/blob/50872daa/src/connection.c",
    },
    { from: "capture", text: "the header in a segment of its own, then RST/ACK (HAProxy 2.6)" },
    haproxyCadence,
  ],
};
