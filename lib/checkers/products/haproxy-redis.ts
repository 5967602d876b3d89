/** `option redis-check`: PING, PONG, RST. */
import { redisCheck } from "../../wire/haproxy/redis-check";
import { connectionsOf } from "../../wire/haproxy/rules";
import type { Preset } from "../../model/checker";
import { haproxy, haproxyCadence } from "./haproxy";

export const haproxyRedis: Preset = {
  ...haproxy,
  name: "haproxy-redis",
  summary: "HAProxy `option redis-check`",
  style: "send-expect",
  options: { ending: "rst" },
  connections: () => connectionsOf(redisCheck),
  evidence: [
    {
      from: "source",
      text: "haproxy/haproxy@50872daa: src/tcpcheck.c",
      url: "https://github.com/haproxy/haproxy/blob/50872daa/src/tcpcheck.c",
    },
    {
      from: "capture",
      text: "PING on the handshake's ACK, RST/ACK behind PONG; an error from a server that stays open is a timeout (HAProxy 2.6)",
    },
    haproxyCadence,
  ],
};
