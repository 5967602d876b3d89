/**
 * The request of `option httpchk` and `http-check send`, as HAProxy's HTTP/1 layer writes it: header names in lower case, the
 * length, then `connection`, which is left out where the version says the same.
 */
import { hexOfBytes } from "../bytes";
import { requestText, type Header } from "../http-request";
import { send } from "../steps";
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
  const others: Header[] = headers
    .map(([name, value]): Header => [name.toLowerCase(), value])
    .filter(([name]) => name !== "connection" && name !== "content-length" && name !== "transfer-encoding");
  const asked = headers.find(([name]) => name.toLowerCase() === "connection")?.[1].toLowerCase() ?? "close";
  // HTTP/2 spoken over HTTP/1, which nobody does on purpose, says HTTP/1.1 and nothing of the connection.
  const written = version === "HTTP/2" || version === "HTTP/2.0" ? "HTTP/1.1" : version;
  const usual = { "HTTP/1.0": "close", "HTTP/1.1": "keep-alive" }[version] ?? asked;
  if (body !== "" || !WITHOUT_LENGTH.includes(method)) others.push(["content-length", `${body.length}`]);
  if (asked !== usual) others.push(["connection", asked]);
  return send(hexOfBytes(requestText(`${method} ${uri} ${written}`, others, body)));
}
