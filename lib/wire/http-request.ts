/**
 * An HTTP/1 request as a product writes it: one write, so one segment where it fits. Headers keep their order and their case, because a
 * service may look at either; a product that sends none has none here.
 */
import { hexOfText } from "./bytes";
import { send, type Send } from "./steps";

export type Header = readonly [name: string, value: string];

export interface HttpRequest {
  /** Default `GET`. */
  method?: string;
  /** Default `/`. */
  path?: string;
  /** Default `1.1`. */
  version?: "1.0" | "1.1";
  headers?: readonly Header[];
  body?: string;
}

export function httpRequest(request: HttpRequest): Send {
  const { method = "GET", path = "/", version = "1.1", headers = [], body = "" } = request;
  return send(hexOfText(requestText(`${method} ${path} HTTP/${version}`, headers, body)));
}

/** The lines of a request, the empty one, and the body. */
export function requestText(firstLine: string, headers: readonly Header[], body: string): string {
  return [firstLine, ...headers.map(([name, value]) => `${name}: ${value}`), "", body].join("\r\n");
}
