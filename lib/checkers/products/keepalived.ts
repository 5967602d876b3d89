/** keepalived (IPVS): TCP_CHECK, HTTP_GET, SSL_GET and SMTP_CHECK. Each director checks, MASTER and BACKUP. */
import type { Step } from "../../model/extension";
import type { Claim } from "../../model/assumptions";
import type { Provenance, Preset } from "../../model/checker";
import { authority } from "../../wire/authority";
import { connection } from "../../wire/connection";
import { httpRequest } from "../../wire/http-request";
import { httpStatus } from "../../wire/http-status";
import { opensslHandshake } from "../../wire/tls-handshakes";
import { readToEnd } from "../../wire/read-to-end";
import { smtpHelo } from "../../wire/smtp-messages";
import { stepByStep } from "../../wire/step-by-step";
import { assumed } from "./assumed";

/**
 * All of its checkers have it. One success brings a server back, and a failed check is repeated once. How soon it is
 * repeated (`delay_before_retry`) is not part of it: each kind of check has a default of its own.
 */
const CADENCE = {
  intervalMs: 60_000,
  timeoutMs: 5_000,
  rise: 1,
  fall: 2,
  spread: "random",
  cadence: "after-completion",
  initially: "up-unproven",
} as const satisfies Partial<Preset>;

/** @param retry how soon a failed check is repeated, `1 s`, and where that is said */
function cadenceSource(retry: string): Provenance {
  return {
    from: "source",
    text: `acassen/keepalived@9cbce3e2: check_data.c, check_api.c: delay_loop (interval 60 s), connect_timeout (timeout 5 s), one success (rise 1), retry 1 after ${retry} (fall 2; 1 for the first check), a random first delay`,
    url: "https://github.com/acassen/keepalived/blob/9cbce3e2/keepalived/check/check_data.c",
  };
}

const DIRECTORS: Claim = {
  about: "nodes",
  text: "2 nodes: every director checks, and a pair of them is assumed; NODES sets another number",
};

/** TCP_CHECK: connect and close. */
const keepalived: Preset = {
  name: "keepalived",
  product: "keepalived",
  summary: "keepalived TCP_CHECK (IPVS)",
  style: "fin",
  ...CADENCE,
  fastIntervalMs: 1_000,
  nodes: 2,
  provenance: [
    {
      from: "source",
      text: "acassen/keepalived@9cbce3e2: keepalived/check/check_tcp.c tcp_check_thread, core/layer4.c socket_bind_connect (SO_LINGER{1,5}): a plain close, nothing read",
      url: "https://github.com/acassen/keepalived/blob/9cbce3e2/keepalived/check/check_tcp.c",
    },
    cadenceSource("1 s"),
    { from: "capture", text: "SYN, SYN/ACK, ACK, FIN/ACK (keepalived 2.2.7)" },
  ],
  assumptions: assumed(
    "keepalived",
    DIRECTORS,
    "keepalived 2.1 or newer is assumed; older ones end with an RST: keepalived-pre-2-1",
  ),
};

/** TCP_CHECK before 2.1: SO_LINGER{1,0}, so that the close is an RST as soon as it is connected. */
const keepalivedPre21: Preset = {
  name: "keepalived-pre-2-1",
  product: "keepalived",
  summary: "keepalived TCP_CHECK (IPVS) before 2.1",
  style: "rst",
  ...CADENCE,
  fastIntervalMs: 1_000,
  nodes: 2,
  provenance: [
    {
      from: "source",
      text: "acassen/keepalived up to 2.0: core/layer4.c socket_bind_connect sets SO_LINGER{1,0}; 2.2.7 sets {1,5}",
      url: "https://github.com/acassen/keepalived/blob/v2.0.0/keepalived/core/layer4.c",
    },
    {
      from: "third-party",
      text: "real servers that log an RST for each check",
      url: "https://github.com/acassen/keepalived/issues/2560",
    },
    cadenceSource("1 s"),
  ],
  assumptions: assumed(
    "keepalived-pre-2-1",
    DIRECTORS,
    "2.0 is known to reset and 2.2.7 to close; between them 2.1 is taken for the first that closes",
  ),
};

/** @param host with the port: keepalived names both where no virtualhost is set */
const httpGet = (host: string): Step[] => [
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

const HTTP_RETRY = "3 s, its own default for HTTP";
const HTTP_REQUEST = "the path is /, an answer from 200 to 299 is good, and no virtualhost is set";

/**
 * The times that cannot be told here: keepalived counts from one read to the next, and its TLS handshake from the
 * connect.
 */
export const KEEPALIVED_READS =
  "connect_timeout begins anew with each read of an answer; here its headers have it, and so has what follows";
export const KEEPALIVED_TLS = "a TLS handshake has what connecting has left of connect_timeout; here all of it";

/** HTTP_GET: HTTP/1.0, no Connection header unless it is asked for, and the answer is read to its end. */
const keepalivedHttp: Preset = {
  name: "keepalived-http",
  product: "keepalived",
  summary: "keepalived HTTP_GET",
  style: "send-expect",
  connections: ({ host, port, timeoutMs }) => [
    stepByStep(connection("full", httpGet(authority(host, port)), { kind: "drain-fin" }), timeoutMs),
  ],
  ...CADENCE,
  fastIntervalMs: 3_000,
  nodes: 2,
  provenance: [
    {
      from: "source",
      text: "acassen/keepalived@9cbce3e2: keepalived/check/check_http.c request_template",
      url: "https://github.com/acassen/keepalived/blob/9cbce3e2/keepalived/check/check_http.c",
    },
    cadenceSource(HTTP_RETRY),
    { from: "capture", text: "the request without a Connection header, and a FIN" },
  ],
  assumptions: assumed("keepalived-http", DIRECTORS, HTTP_REQUEST, KEEPALIVED_READS),
};

/** SSL_GET: a TLS handshake, the request inside, and a FIN without close_notify. */
const keepalivedSsl: Preset = {
  name: "keepalived-ssl",
  product: "keepalived",
  summary: "keepalived SSL_GET",
  style: "send-expect",
  connections: ({ host, port, timeoutMs }) => [
    stepByStep(
      {
        ...connection("full", [opensslHandshake, ...httpGet(authority(host, port))], {
          kind: "fin",
          closeNotify: false,
        }),
        nagle: true,
      },
      timeoutMs,
    ),
  ],
  ...CADENCE,
  fastIntervalMs: 3_000,
  nodes: 2,
  provenance: [
    {
      from: "source",
      text: "acassen/keepalived@9cbce3e2: keepalived/check/check_ssl.c (SSL_set_quiet_shutdown), check_http.c request_template",
      url: "https://github.com/acassen/keepalived/blob/9cbce3e2/keepalived/check/check_ssl.c",
    },
    cadenceSource(HTTP_RETRY),
    {
      from: "capture",
      text: "the ClientHello of OpenSSL 3.0; the request waits for the ACK of the handshake's last flight (Nagle); a FIN without close_notify, and an RST where the first bytes are no TLS (keepalived 2.2.7)",
    },
  ],
  assumptions: assumed("keepalived-ssl", DIRECTORS, HTTP_REQUEST, KEEPALIVED_READS, KEEPALIVED_TLS),
};

/** SMTP_CHECK: banner, HELO, QUIT. */
const keepalivedSmtp: Preset = {
  name: "keepalived-smtp",
  product: "keepalived",
  summary: "keepalived SMTP_CHECK",
  style: "greeting-wait",
  connections: ({ timeoutMs }) => [
    stepByStep(connection("full", smtpHelo("smtpchecker.keepalived.org"), { kind: "drain-fin" }), timeoutMs),
  ],
  ...CADENCE,
  fastIntervalMs: 1_000,
  nodes: 2,
  provenance: [
    {
      from: "source",
      text: "acassen/keepalived@9cbce3e2: keepalived/check/check_smtp.c: `HELO smtpchecker.keepalived.org`, `QUIT`",
      url: "https://github.com/acassen/keepalived/blob/9cbce3e2/keepalived/check/check_smtp.c",
    },
    cadenceSource("1 s"),
  ],
  assumptions: assumed("keepalived-smtp", DIRECTORS),
};

export const keepalivedPresets = [keepalived, keepalivedPre21, keepalivedHttp, keepalivedSsl, keepalivedSmtp];
