/** `option httpchk` without arguments: OPTIONS over HTTP/1.0, and an RST behind the answer. */
import { answered } from "../../wire/haproxy/http-expect";
import { httpSend } from "../../wire/haproxy/http-request";
import { connectionsOf } from "../../wire/haproxy/rules";
import type { Preset } from "../../model/checker";
import { haproxy, haproxyCadence } from "./haproxy";

export const haproxyHttp: Preset = {
  ...haproxy,
  name: "haproxy-http",
  summary: "HAProxy `option httpchk`",
  style: "send-expect",
  options: { ending: "rst" },
  connections: () => connectionsOf(answered(httpSend({})), {}, { http: true }),
  evidence: [
    {
      from: "source",
      text: "haproxy/haproxy@50872daa: src/tcpcheck.c: OPTIONS / HTTP/1.0, and any status from 200 to 399",
      url: "https://github.com/haproxy/haproxy/blob/50872daa/src/tcpcheck.c",
    },
    {
      from: "capture",
      text: "an RST/ACK behind the answer, or a FIN/ACK where the service had closed first (HAProxy 2.6)",
    },
    haproxyCadence,
  ],
};
