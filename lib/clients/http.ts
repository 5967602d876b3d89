/**
 * `GET /`, HTTP/1.1, on a connection of its own: accepted for a status from 1xx to 4xx.
 *
 * A service that answers "not found" or "log in first" is there for its clients; one that answers 5xx is not. The answer is
 * matched in two steps: bytes that are not HTTP are turned down by the first one at once, without waiting for more.
 */
import { hexOfText } from "../bytes";
import { polite, type TlsOptions } from "./polite";

export const http = (options: TlsOptions & { host: string }) =>
  polite(
    options,
    { kind: "send", hex: hexOfText(request(options.host)) },
    { kind: "expect", match: { kind: "literal", hex: hexOfText("HTTP/1.") } },
    { kind: "expect", match: { kind: "regex", pattern: "^[01] [1-4][0-9][0-9]" } },
  );

function request(host: string): string {
  return [
    "GET / HTTP/1.1",
    `Host: ${isBareIPv6(host) ? `[${host}]` : host}`,
    "User-Agent: probe-storm",
    "Accept: */*",
    "Connection: close",
    "",
    "",
  ].join("\r\n");
}

function isBareIPv6(host: string): boolean {
  return !host.startsWith("[") && host.split(":").length > 2;
}
