/**
 * `GET /`, HTTP/1.1, on a connection of its own: accepted for a status from 1xx to 4xx, but for 408 and 429.
 *
 * A service that answers "not found" or "log in first" is there for its clients; one that answers 5xx is not, and neither is one that
 * has not read what this client sent at once (408), or has had enough of clients (429). The answer is matched in two steps: bytes that are
 * not HTTP are turned down by the first one at once, without waiting for more.
 */
import { authority } from "../wire/authority";
import { httpRequest } from "../wire/http-request";
import type { Protocol } from "../wire/protocol-client";
import { beginsWith, is } from "../wire/steps";

const THERE = "[1-3][0-9][0-9]|4([13-9][0-9]|0[0-79]|2[0-8])";

export const http: Protocol = {
  summary: "asks for / with GET, on a connection of its own",
  ports: [
    { port: 80 },
    { port: 8080 },
    { port: 8000, seldom: true },
    { port: 8008, seldom: true },
    { port: 8081, seldom: true },
    { port: 8888, seldom: true },
  ],
  accepts: "an HTTP answer with a status from 1xx to 4xx, but for 408 and 429",
  refusals: ["a status from 500 on, such as 503 Service Unavailable", "429 Too Many Requests", "408 Request Timeout"],
  steps: ({ host, port, tls }) => [
    httpRequest({
      headers: [
        ["Host", authority(host, port === (tls === null ? 80 : 443) ? null : port)],
        ["User-Agent", "probe-storm"],
        ["Accept", "*/*"],
        ["Connection", "close"],
      ],
    }),
    beginsWith("HTTP/1."),
    is(`^[01] (${THERE})`, 5),
  ],
};
