/**
 * An HTTP/1.1 request as Go's net/http writes it: Host and User-Agent first, then the length of what is sent,
 * then the other headers by name, and at the end what the client adds by itself. Captured from Go 1.25.
 *
 * It is not written where the service has spoken already: net/http closes such a connection (persistConn.readLoop, "unsolicited response").
 */
import { byteCount, hexOfText } from "./bytes";
import { httpRequest, type Header } from "./http-request";
import type { Send } from "./steps";

export interface GoRequest {
  method: string;
  /** With the query. */
  path: string;
  host: string;
  /** Empty: the header is left out. */
  userAgent: string;
  /** The others. */
  headers: readonly Header[];
  body: string;
  /** The client keeps its connections: it does not say `Connection: close`. */
  keepsAlive?: true;
  /** It asks for no compression (`DisableCompression`). */
  uncompressed?: true;
}

export function goHttpRequest(request: GoRequest): Send {
  const { method, path, host, userAgent, headers, body, keepsAlive, uncompressed } = request;
  const length = byteCount(hexOfText(body));
  const hasLength = length > 0 || ["POST", "PUT", "PATCH"].includes(method);
  const names = headers.map(([name]) => name.toLowerCase());
  const compressed =
    !uncompressed && method !== "HEAD" && !names.includes("accept-encoding") && !names.includes("range");
  const written = httpRequest({
    method,
    path,
    headers: [
      ["Host", host],
      ...when(userAgent !== "", "User-Agent", userAgent),
      ...when(hasLength, "Content-Length", `${length}`),
      ...[...headers].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)),
      ...when(compressed, "Accept-Encoding", "gzip"),
      ...when(!keepsAlive, "Connection", "close"),
    ],
    body,
  });
  return { ...written, ifSilent: true };
}

function when(given: boolean, name: string, value: string): Header[] {
  return given ? [[name, value]] : [];
}

/** A header's name as net/http spells it: `x-check` is `X-Check` (net/textproto, CanonicalMIMEHeaderKey). */
export function canonicalHeader(name: string): string {
  const lower = name.toLowerCase();
  return lower.replace(/(^|-)([a-z])/g, (_, before: string, letter: string) => before + letter.toUpperCase());
}
