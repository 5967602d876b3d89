/**
 * The request of an HTTP check that speaks HTTP/2 (`proto h2`, `check-proto h2`), as HAProxy's HTTP/2 layer writes it. Captured from
 * 2.6.12: the preface and SETTINGS first; once the service's SETTINGS have come, their acknowledgement and the request, in a segment each.
 */
import type { Step } from "../../model/extension";
import { be, byteCount, hexOfBytes } from "../bytes";
import type { Header } from "../http-request";
import { frame, headerLength, PREFACE, setting } from "../http2";
import { send } from "../steps";

export interface Http2Request {
  method: string;
  uri: string;
  /** In lower case, in their order. */
  headers: readonly Header[];
  body: string;
}

/** No PUSH, extended CONNECT, at most 100 streams. */
const SETTINGS = setting(2, 0) + setting(8, 1) + setting(3, 100);

const CONNECTION = ["connection", "proxy-connection", "keep-alive", "transfer-encoding", "upgrade"];

/** The first flight, the service's SETTINGS, and the request. */
export function http2Steps(request: Http2Request): Step[] {
  const { headers, body } = request;
  const end = body === "" ? "endStream" : "none";
  const block = [
    methodField(request.method),
    // HAProxy calls it https with and without TLS.
    "87",
    pathField(request.uri),
    ...headers.filter(([name]) => !CONNECTION.includes(name)).map(([name, value]) => headerField(name, value)),
  ].join("");
  return [
    send(PREFACE, frame("settings", "none", 0, SETTINGS)),
    { kind: "expect", match: { kind: "message", length: "h2-frame", pattern: "^(?s:.){3}\\x04" } },
    send(frame("settings", "ack", 0)),
    send(
      frame("headers", end === "none" ? "endHeaders" : "endBoth", 1, block),
      ...(body === "" ? [] : [frame("data", "endStream", 1, hexOfBytes(body))]),
    ),
  ];
}

function methodField(method: string): string {
  return { GET: "82", POST: "83" }[method] ?? `42${text(method)}`;
}

function pathField(uri: string): string {
  return { "/": "84", "/index.html": "85" }[uri] ?? `44${text(uri)}`;
}

/** The names of HPACK's static table, which begin at 15: https://www.rfc-editor.org/rfc/rfc7541#appendix-A */
const NAMES = (
  "accept-charset accept-encoding accept-language accept-ranges accept access-control-allow-origin age allow authorization cache-control " +
  "content-disposition content-encoding content-language content-length content-location content-range content-type cookie date etag expect " +
  "expires from host if-match if-modified-since if-none-match if-range if-unmodified-since last-modified link location max-forwards " +
  "proxy-authenticate proxy-authorization range referer refresh retry-after server set-cookie strict-transport-security transfer-encoding " +
  "user-agent vary via www-authenticate"
).split(" ");

function headerField(name: string, value: string): string {
  const index = NAMES.indexOf(name);
  return index < 0 ? `00${text(name)}${text(value)}` : be(0x40 | (index + 15), 1) + text(value);
}

function text(value: string): string {
  const hex = hexOfBytes(value);
  return headerLength(byteCount(hex)) + hex;
}
