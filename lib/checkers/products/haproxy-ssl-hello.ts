/** `option ssl-hello-chk`: an SSLv3 ClientHello, which a service of today answers by an alert; that is good enough. */
import { connectionsOf } from "../../wire/haproxy/rules";
import { sslHelloCheck } from "../../wire/haproxy/ssl-hello-chk";
import type { Preset } from "../../model/checker";
import { haproxy, haproxyCadence } from "./haproxy";

export const haproxySslHello: Preset = {
  ...haproxy,
  name: "haproxy-ssl-hello",
  summary: "HAProxy `option ssl-hello-chk`",
  style: "tls-hello",
  connections: () => connectionsOf(sslHelloCheck),
  evidence: [
    {
      from: "source",
      text: "haproxy/haproxy@50872daa: src/tcpcheck.c: an SSLv3 ClientHello of 126 bytes",
      url: "https://github.com/haproxy/haproxy/blob/50872daa/src/tcpcheck.c",
    },
    { from: "capture", text: "the ClientHello on the handshake's ACK, RST/ACK behind the first record (HAProxy 2.6)" },
    haproxyCadence,
  ],
};
