/**
 * `HTTP_GET` and `SSL_GET`. keepalived takes the next URL after each delay_loop; here a check asks for all of them, at a pace that makes
 * as many connections.
 */
import type { Step } from "../../model/extension";
import type { Provenance } from "../../model/checker";
import { connection, mapConnections } from "../../wire/connection";
import { opensslHandshake } from "../../wire/tls-handshakes";
import { stepByStep } from "../../wire/step-by-step";
import { KEEPALIVED_READS, KEEPALIVED_TLS } from "../../checkers/products/keepalived";
import { place, wrong } from "../../source/place";
import { notEmulated } from "../../source/unsupported";
import { FIN, VERSION, type Checker, type Exchange } from "./exchange";
import { isOn, textAfter, type Reader } from "./reader";
import type { Statement } from "./statements";
import { readUrl } from "./url";

const NO_CLOSE_NOTIFY: Provenance = { from: "capture", text: "inside TLS a FIN without close_notify" };

export const readHttpGet = (checker: Checker): Exchange => readGet(checker, "HTTP_GET");
export const readSslGet = (checker: Checker): Exchange => readGet(checker, "SSL_GET");

function readGet({ statement, block, server, connect: { to } }: Checker, kind: "HTTP_GET" | "SSL_GET"): Exchange {
  const { file } = block;
  const tls = kind === "SSL_GET";
  const hostStatement = block.last("virtualhost");
  const version = versionOf(block);
  const sni = block.last("enable_sni");
  const namesHost = sni !== undefined && isOn(sni);
  const quick = block.last("fast_recovery");
  const [firstUrl, ...otherUrls] = block.all("url");
  if (firstUrl === undefined) throw wrong(file, statement.line, `${kind} has no url`);
  const urls: [Statement, ...Statement[]] = [firstUrl, ...otherUrls];
  const port = to.port ?? server.port;
  const read = (url: Statement, address: string) => {
    const host = hostStatement === undefined ? server.virtualHost : textAfter(file, hostStatement);
    return readUrl(file, url, { address, port, version, host });
  };
  // Whatever the target's address is, the same of it is not emulated.
  const unsupported = urls.flatMap((url) => read(url, server.address).unsupported);
  return {
    summary: `keepalived ${kind}`,
    style: "send-expect",
    connections: ({ host: target, timeoutMs }) =>
      mapConnections(urls, (url) => {
        const { request, answer, virtualHost } = read(url, to.host ?? target);
        const hello = tls ? [handshake(namesHost ? virtualHost : null)] : [];
        const ending = tls ? { ...FIN, closeNotify: false } : FIN;
        const made = stepByStep(connection("full", [...hello, request, ...answer], ending), timeoutMs);
        // Inside TLS the request is the second write in a row, behind the handshake's last flight.
        return { ...made, ...(tls && { nagle: true as const }), ...to };
      }),
    intervals: urls.length,
    delayBeforeRetryMs: 3_000,
    waitsToRepeat: true,
    provenance: [
      ...(tls ? [NO_CLOSE_NOTIFY] : []),
      {
        from: "source",
        text: `${VERSION}: check_http.c: the request, any answer from 200 to 299 unless it says otherwise, read to the end`,
      },
      { from: "capture", text: "the request without a Connection header, and a FIN" },
    ],
    assumptions: [
      KEEPALIVED_READS,
      ...(urls.length > 1
        ? [
            `keepalived asks for one URL each delay_loop, in turn; here for all ${urls.length}, every ${urls.length} × delay_loop`,
          ]
        : []),
      ...(tls ? [KEEPALIVED_TLS] : []),
    ],
    unsupported: [
      ...unsupported,
      ...(quick === undefined ? [] : [notEmulated(place(file, quick.line), "fast_recovery")]),
    ],
  };
}

/** 1.0C sends `Connection: close`. */
function versionOf(block: Reader): string {
  const protocol = block.last("http_protocol");
  if (protocol === undefined) return "1.0";
  const version = textAfter(block.file, protocol);
  if (!/^1\.[01]$|^1\.0[cCkK]?$/.test(version))
    throw wrong(block.file, protocol.line, `http_protocol: expected 1.0, 1.0C or 1.1, got "${version}"`);
  return version;
}

function handshake(serverName: string | null): Step {
  return serverName === null ? opensslHandshake : { ...opensslHandshake, serverName };
}
