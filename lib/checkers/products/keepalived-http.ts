/** keepalived HTTP_GET: HTTP/1.0, no Connection header unless it is asked for, and the answer is read to its end. */
import type { Step } from "../../../xk6/healthcheck";
import type { Preset } from "../../model/checker";
import { authority } from "../../wire/authority";
import { connection } from "../../wire/connection";
import { httpRequest } from "../../wire/http-request";
import { httpStatus } from "../../wire/http-status";
import { readToEnd } from "../../wire/read-to-end";
import { stepByStep } from "../../wire/step-by-step";
import { assumed } from "./assumed";
import { KEEPALIVED_DIRECTORS, KEEPALIVED_SHARED, keepalivedTimes } from "./keepalived";

/** @param host with the port: keepalived names both where no virtualhost is set */
export const keepalivedGet = (host: string): Step[] => [
  httpRequest({
    version: "1.0",
    headers: [
      ["User-Agent", "KeepAliveClient"],
      ["Host", host],
    ],
  }),
  { ...httpStatus("2[0-9][0-9]"), keep: true },
  readToEnd,
];

/** What of its times cannot be said: keepalived counts from one read to the next, and its TLS handshake from the connect. */
export const KEEPALIVED_READS =
  "connect_timeout begins anew with each read of an answer; here its headers have it, and so has what follows";
export const KEEPALIVED_TLS = "a TLS handshake has what connecting has left of connect_timeout; here all of it";
export const KEEPALIVED_REQUEST = "the path is /, an answer from 200 to 299 is good, and no virtualhost is set";

export const keepalivedHttp: Preset = {
  ...KEEPALIVED_SHARED,
  name: "keepalived-http",
  summary: "keepalived HTTP_GET",
  style: "send-expect",
  fastIntervalMs: 3_000,
  connections: ({ host, port, timeoutMs }) => [
    stepByStep(connection("full", keepalivedGet(authority(host, port)), { kind: "drain-fin" }), timeoutMs),
  ],
  evidence: [
    {
      from: "source",
      text: "acassen/keepalived@9cbce3e2: keepalived/check/check_http.c request_template",
      url: "https://github.com/acassen/keepalived/blob/9cbce3e2/keepalived/check/check_http.c",
    },
    keepalivedTimes("3 s, its own default for HTTP"),
    { from: "capture", text: "the request without a Connection header, and a FIN" },
  ],
  assumptions: assumed("keepalived-http", KEEPALIVED_DIRECTORS, KEEPALIVED_REQUEST, KEEPALIVED_READS),
};
