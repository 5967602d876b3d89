/** What a check expects at each of its steps, and what came instead, in words. Bytes are printable, bounded, and without credentials. */
import type { CheckStep } from "../model/checker";
import type { ExchangeResult, Match } from "../model/extension";
import { counted, duration, printable } from "../text/format";
import { hexOfBytes, latin1, quoted } from "../wire/bytes";
import { withoutCredentials } from "../wire/credentials";

/** Bytes that are shown of an answer, or of what is expected. */
const SHOWN = 80;

/** As a sentence's object: `"220" at the begin of the answer`. */
export function expectationOf(step: CheckStep): string {
  switch (step.kind) {
    case "expect":
      return `${step.not === true ? "anything but " : ""}${matchText(step)}`;
    case "tls":
      return tlsText(step);
    case "send":
    case "tls-hello":
    case "proxy":
      return "a connection that takes what is sent";
    case "wait":
    case "hold":
    case "await-end":
      return "a connection that stays";
  }
}

function matchText({ match, minBytes }: Extract<CheckStep, { kind: "expect" }>): string {
  const least = minBytes === undefined || minBytes === 0 ? "" : `, in ${counted(minBytes, "byte")} or more`;
  switch (match.kind) {
    case "any":
      return "a byte, whichever";
    case "length":
      return `${counted(match.bytes, "byte")} or more`;
    case "literal":
      return `${bytesText(match.hex)} at the begin of the answer${least}`;
    case "contains":
      return `${bytesText(match.hex)} in the answer${least}`;
    case "regex":
      return `a match of /${brief(match.pattern)}/ in the answer${least}`;
    case "hex-regex":
      return `a match of /${brief(match.pattern)}/ in the answer's hex${least}`;
    case "message":
      return `a whole message with a match of /${brief(match.pattern)}/`;
    case "http":
      return httpText(match);
  }
}

function httpText(match: Extract<Match, { kind: "http" }>): string {
  const answer = match.h2 === true ? "an HTTP/2 answer" : "an HTTP answer";
  switch (match.part) {
    case "head":
      return answer;
    case "status":
      return `${answer} whose status matches /${brief(match.pattern)}/`;
    case "header": {
      const value = match.pattern === undefined ? "" : ` and a value that matches /${brief(match.pattern)}/`;
      return `${answer} with a header whose name matches /${brief(match.name)}/${value}`;
    }
    case "body":
      return `${answer} with ${"pattern" in match ? `a match of /${brief(match.pattern)}/` : bytesText(match.hex)} in its body`;
  }
}

export function tlsText({ serverName, verify, alpn }: Extract<CheckStep, { kind: "tls" }>): string {
  const certificate = verify ? "a certificate that is trusted here" : "any certificate";
  const name = serverName === undefined ? "" : ` for ${brief(serverName)}`;
  const protocols = alpn === undefined || alpn.length === 0 ? "" : ` and the protocol ${alpn.join(" or ")}`;
  return `a TLS handshake with ${certificate}${verify ? name : ""}${protocols}`;
}

/** The same of a service's last words, where an exchange failed. @param withinMs how long was waited for them */
export function cameInstead(
  { stage, cause, errno, error, received, bytesReceived, peerEnded }: ExchangeResult,
  withinMs: number,
): string {
  const bytes = bytesReceived > 0 ? bytesText(received, bytesReceived) : "";
  if (errno === "CERTIFICATE" || cause === "harness" || stage === "resolve") return printable(error);
  switch (cause) {
    case "refused":
      return "an RST: nothing listens there";
    case "reset":
      return bytes === "" ? "an RST" : `${bytes}, then an RST`;
    case "rejected":
      if (bytes === "") return peerEnded === "fin" ? "a FIN without a byte" : printable(error);
      return peerEnded === "fin" ? `${bytes}, then a FIN` : bytes;
    case "syn-dropped":
      return errno === "" ? `no answer to the SYN within ${duration(withinMs)}` : errno;
    default:
      return bytes === ""
        ? `nothing within ${duration(withinMs)}`
        : `${bytes}, and no more within ${duration(withinMs)}`;
  }
}

/** @param count of all bytes, where the hex may be the first of them */
export function bytesText(hex: string, count = hex.length / 2, most = SHOWN): string {
  const shown = quoted(hexOfBytes(withoutCredentials(latin1(hex)).slice(0, most)));
  return count > most ? `${shown} … (${count} bytes)` : shown;
}

/** One line of what somebody else wrote. */
function brief(text: string): string {
  const shown = printable(withoutCredentials(text));
  return shown.length <= SHOWN ? shown : `${shown.slice(0, SHOWN - 1)}…`;
}

/** What is known of the ClientHello; the rest is Go's own choice, in whichever version this binary was built with. */
export function helloText(step: Extract<CheckStep, { kind: "tls" | "tls-hello" }>): string {
  const { serverName } = step;
  const { alpn = [], groups = [] } = step.kind === "tls" ? step : {};
  return [
    `Go's ClientHello, with ${serverName === undefined ? "no server name" : `the server name ${brief(serverName)}`}`,
    alpn.length === 0 ? "no ALPN" : `ALPN ${alpn.join(", ")}`,
    groups.length === 0 ? "Go's groups, X25519MLKEM768 first" : `the groups ${groups.join(", ")}`,
  ].join(", ");
}
