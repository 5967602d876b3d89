/** keepalived SSL_GET: a TLS handshake, the request inside, and a FIN without close_notify. */
import type { Preset } from "../../model/checker";
import { authority } from "../../wire/authority";
import { connection } from "../../wire/connection";
import { opensslHandshake } from "../../wire/openssl-handshake";
import { stepByStep } from "../../wire/step-by-step";
import { assumed } from "./assumed";
import { KEEPALIVED_DIRECTORS, KEEPALIVED_SHARED, keepalivedTimes } from "./keepalived";
import { KEEPALIVED_READS, KEEPALIVED_REQUEST, KEEPALIVED_TLS, keepalivedGet } from "./keepalived-http";

export const keepalivedSsl: Preset = {
  ...KEEPALIVED_SHARED,
  name: "keepalived-ssl",
  summary: "keepalived SSL_GET",
  style: "send-expect",
  fastIntervalMs: 3_000,
  connections: ({ host, port, timeoutMs }) => [
    stepByStep(
      connection("full", [opensslHandshake, ...keepalivedGet(authority(host, port))], {
        kind: "drain-fin",
        closeNotify: false,
      }),
      timeoutMs,
    ),
  ],
  evidence: [
    {
      from: "source",
      text: "acassen/keepalived@9cbce3e2: keepalived/check/check_ssl.c (SSL_set_quiet_shutdown), check_http.c request_template",
      url: "https://github.com/acassen/keepalived/blob/9cbce3e2/keepalived/check/check_ssl.c",
    },
    keepalivedTimes("3 s, its own default for HTTP"),
    { from: "capture", text: "a FIN without close_notify" },
  ],
  assumptions: assumed("keepalived-ssl", KEEPALIVED_DIRECTORS, KEEPALIVED_REQUEST, KEEPALIVED_READS, KEEPALIVED_TLS),
};
