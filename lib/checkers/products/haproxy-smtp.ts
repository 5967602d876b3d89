/** `option smtpchk`: banner, HELO, QUIT, FIN. */
import { connectionsOf } from "../../wire/haproxy/rules";
import { smtpCheck } from "../../wire/haproxy/smtpchk";
import type { Preset } from "../../model/checker";
import { haproxy, haproxyCadence } from "./haproxy";

export const haproxySmtp: Preset = {
  ...haproxy,
  name: "haproxy-smtp",
  summary: "HAProxy `option smtpchk`",
  style: "greeting-wait",
  connections: () => connectionsOf(smtpCheck()),
  evidence: [
    {
      from: "source",
      text: "haproxy/haproxy@50872daa: src/tcpcheck.c: `HELO localhost`, `QUIT`; with linger since 5488a62bf (2019)",
      url: "https://github.com/haproxy/haproxy/blob/50872daa/src/tcpcheck.c",
    },
    { from: "capture", text: "each line answered before the next, a FIN/ACK at the end (HAProxy 2.6)" },
    haproxyCadence,
  ],
};
