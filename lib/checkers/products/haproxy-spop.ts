/** `option spop-check`: the greeting of a stream processing offload agent, marked as a health check. */
import { connectionsOf } from "../../wire/haproxy/rules";
import { spopCheck } from "../../wire/haproxy/spop-check";
import type { Preset } from "../../model/checker";
import { haproxy, haproxyCadence } from "./haproxy";

export const haproxySpop: Preset = {
  ...haproxy,
  name: "haproxy-spop",
  summary: "HAProxy `option spop-check`",
  style: "send-expect",
  options: { ending: "rst" },
  connections: () => connectionsOf(spopCheck),
  evidence: [
    {
      from: "source",
      text: "haproxy/haproxy@50872daa: src/tcpcheck.c",
      url: "https://github.com/haproxy/haproxy/blob/50872daa/src/tcpcheck.c",
    },
    {
      from: "capture",
      text: "HAPROXY-HELLO, and RST/ACK behind AGENT-HELLO, or a FIN/ACK where the agent had closed first (HAProxy 2.6)",
    },
    haproxyCadence,
  ],
};
