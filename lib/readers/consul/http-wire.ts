/** An `http` check: one request of Go's client; 2xx is good, and so is 429. */
import { connection } from "../../wire/connection";
import { goHttpRequest } from "../../wire/go-http-request";
import { httpAnswer } from "../../wire/http-answer";
import type { Data } from "../../source/data";
import { anyTextOf, itemsOf, mapOf, refused, textOf, wordOf, yesOf } from "../../source/fields";
import { isHeaderName } from "../../source/http-values";
import { addressOf, tlsStep, type CheckWire } from "./check-wire";
import type { Fields } from "./consul-keys";

const ACCEPT = "text/plain, text/*, */*";
const USER_AGENT = "Consul Health Check";
const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "CONNECT", "TRACE"] as const;
const URL = "a URL such as http://localhost:8080/health";
/** Go's client makes these itself. */
const CLIENT_HEADERS = ["host", "user-agent", "content-length", "transfer-encoding", "trailer"];

export function httpWire(value: Data, fields: Fields): CheckWire {
  const url = textOf(value, URL);
  const { secure, hasUser, address, path } = partsOf(value, url);
  const withPort = /:\d+$/.test(address) ? address : `${address}:${secure ? 443 : 80}`;
  const { server, host, port } = addressOf(value, withPort, URL);
  const methodData = fields.get("method");
  const method = methodData === undefined ? "GET" : wordOf(methodData, METHODS);
  const bodyData = fields.get("body");
  const headers = headersOf(fields.get("header"));
  const given = (name: string) => headers.find(([other]) => other.toLowerCase() === name)?.[1];
  const others = headers.filter(([name]) => !CLIENT_HEADERS.includes(name.toLowerCase()));
  const request = goHttpRequest({
    method,
    path: requestTarget(path),
    host: given("host") ?? address,
    userAgent: given("user-agent") ?? USER_AGENT,
    headers: given("accept") === undefined ? [...others, ["Accept", ACCEPT]] : others,
    body: bodyData === undefined ? "" : anyTextOf(bodyData),
  });
  const tls = secure ? [tlsStep(fields, host, ["http/1.1"])] : [];
  const made = connection(
    "full",
    [...tls, request, ...httpAnswer("2[0-9][0-9]|429", method === "HEAD" ? 0 : undefined)],
    { kind: "drain-fin" },
  );
  return {
    style: "send-expect",
    server,
    port,
    summary: `${method} ${url}; 2xx is good, and so is 429`,
    connection: () => made,
    assumptions: [
      ...(yesOf(fields.get("disable_redirects"), false)
        ? []
        : ["a redirect is not followed here, and counts as a failure"]),
      ...(secure ? ["Consul speaks HTTP/2 where the service offers it in TLS; HTTP/1.1 is spoken here"] : []),
      ...(hasUser ? ["the user and password in the URL are not sent here"] : []),
    ],
  };
}

function partsOf(data: Data, url: string): { secure: boolean; hasUser: boolean; address: string; path: string } {
  const found = /^(https?):\/\/(?:([^/?#@]*)@)?([^/?#]+)([^#]*)/i.exec(url);
  if (found === null) throw refused(data, URL);
  const [, scheme = "", user, address = "", path = ""] = found;
  return { secure: scheme.toLowerCase() === "https", hasUser: user !== undefined, address, path };
}

/** Go writes `/` for an empty path, and percent signs for what may not stand in one. */
function requestTarget(path: string): string {
  const whole = path.startsWith("/") ? path : `/${path}`;
  return whole.replace(/[^\x21-\x7e]+/g, encodeURIComponent);
}

function headersOf(data: Data | undefined): [name: string, value: string][] {
  if (data === undefined) return [];
  return [...mapOf(data, 'headers such as { "X-Check": ["1"] }')].flatMap(([name, values]) => {
    if (!isHeaderName(name)) throw refused(values, "a header with a name that can be one");
    const list = values.kind === "list" ? itemsOf(values) : [values];
    return list.map((value): [string, string] => [name, textOf(value)]);
  });
}
