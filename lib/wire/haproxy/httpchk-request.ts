/**
 * The request of `option httpchk` and `http-check send`, as HAProxy's HTTP/1 layer writes it (src/mux_h1.c): header names in lower case,
 * in their order, then the length and `connection`, which is left out where the version says the same.
 */
import { hexOfBytes } from "../bytes";
import { requestText, type Header } from "../http-request";
import { send } from "../steps";
import { http2Steps } from "./http2-request";
import type { Send } from "./rules";

export interface HttpRequest {
  /** Default OPTIONS. */
  method?: string;
  /** Default `/`. */
  uri?: string;
  /** Default HTTP/1.0. */
  version?: string;
  headers?: readonly Header[];
  body?: string;
}

/** Requests without a body that have no length either. */
const WITHOUT_LENGTH = ["OPTIONS", "GET", "HEAD", "DELETE"];

export function httpSend({
  method = "OPTIONS",
  uri = "/",
  version = "HTTP/1.0",
  headers = [],
  body = "",
}: HttpRequest): Send {
  const given = headers
    .map(([name, value]): Header => [name.toLowerCase(), value])
    .filter(([name]) => name !== "content-length" && name !== "transfer-encoding");
  // HTTP/2 spoken over HTTP/1, which nobody does on purpose, says HTTP/1.1 and nothing of the connection.
  const written = version === "HTTP/2" || version === "HTTP/2.0" ? "HTTP/1.1" : version;
  const length: Header[] =
    body !== "" || !WITHOUT_LENGTH.includes(method) ? [["content-length", `${body.length}`]] : [];
  const { lines, last } = connectionLines(given, version);
  const path = withAuthority(uri, given);
  return {
    ...send(hexOfBytes(requestText(`${method} ${path} ${written}`, [...lines, ...length, ...last], body))),
    http2: http2Steps({ method, uri: path, headers: [...given, ...length], body }),
  };
}

/** What HAProxy decides by itself: `connection` holds no more than what is left without them. */
const MODES = ["close", "keep-alive"];

/** All headers but the length, and those that come last: how the connection is to go on, and the key that a websocket needs. */
function connectionLines(given: readonly Header[], version: string): { lines: Header[]; last: Header[] } {
  const tokensOf = (value: string) => value.split(",").map((token) => token.trim());
  const tokens = given.flatMap(([name, value]) => (name === "connection" ? tokensOf(value.toLowerCase()) : []));
  const lines = given.flatMap(([name, value]): Header[] => {
    if (name !== "connection") return [[name, value]];
    const left = tokensOf(value).filter((token) => token !== "" && !MODES.includes(token.toLowerCase()));
    return left.length === 0 ? [] : [[name, left.join(", ")]];
  });
  const upgrade = tokens.includes("upgrade");
  const websocket =
    upgrade &&
    given.some(([name, value]) => name === "upgrade" && value.toLowerCase() === "websocket") &&
    !given.some(([name]) => name === "sec-websocket-key");
  const usual = { "HTTP/1.0": "close", "HTTP/1.1": "keep-alive" }[version];
  const asked = given.some(([name]) => name === "connection") ? MODES.find((mode) => tokens.includes(mode)) : "close";
  const said = asked !== undefined && usual !== undefined && asked !== usual && !upgrade;
  return {
    lines,
    last: [
      ...(said ? [["connection", asked] as const] : []),
      ...(websocket ? [["Sec-Websocket-Key", WEBSOCKET_KEY] as const] : []),
    ],
  };
}

/** The one of RFC 6455, 1.3: HAProxy's is another one for each check. */
const WEBSOCKET_KEY = "dGhlIHNhbXBsZSBub25jZQ==";

/** An absolute URI names the host that the headers name (src/http_htx.c, http_update_authority). */
function withAuthority(uri: string, headers: readonly Header[]): string {
  const host = headers.find(([name]) => name === "host")?.[1];
  return host === undefined
    ? uri
    : uri.replace(/^([a-z][a-z0-9+.-]*:\/\/)[^/?#]*/i, (_, scheme: string) => scheme + host);
}
