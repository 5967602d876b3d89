/**
 * An HTTP/1.1 request as Go's net/http writes it: Host and User-Agent first, then the length of what is sent,
 * then the other headers by name, and at the end what the client adds by itself. Captured from Go 1.25.
 */
import type { Step } from "../model/extension";
import { hexOfText } from "./bytes";
import { httpRequest } from "./http-request";

export interface GoRequest {
  method: string;
  /** With the query. */
  path: string;
  host: string;
  userAgent: string;
  /** The others. */
  headers: readonly (readonly [name: string, value: string])[];
  body: string;
  /** The client keeps its connections: it does not say `Connection: close`. */
  keepsAlive?: true;
}

export function goHttpRequest({
  method,
  path,
  host,
  userAgent,
  headers,
  body,
  keepsAlive,
}: GoRequest): Extract<Step, { kind: "send" }> {
  const length = hexOfText(body).length / 2;
  const sized = length > 0 || ["POST", "PUT", "PATCH"].includes(method);
  const says = (name: string) => headers.some(([other]) => other.toLowerCase() === name);
  const compressed = method !== "HEAD" && !says("accept-encoding") && !says("range");
  return httpRequest({
    method,
    path,
    headers: [
      ["Host", host],
      ["User-Agent", userAgent],
      ...(sized ? [["Content-Length", `${length}`] as const] : []),
      ...[...headers].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)),
      ...(compressed ? [["Accept-Encoding", "gzip"] as const] : []),
      ...(keepsAlive ? [] : [["Connection", "close"] as const]),
    ],
    body,
  });
}
