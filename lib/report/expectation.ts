/** Words for what a check expects at each of its steps, and for what came instead. Bytes are printable, bounded, and without credentials. */
import type { ExchangeResult, Match, Step, TlsHello } from "../model/extension";
import { counted, duration, printable } from "../text/format";
import { hexOfBytes, latin1, quoted } from "../wire/bytes";
import { withoutCredentials } from "../wire/credentials";

/** Bytes that are shown of an answer, or of what is expected. */
const SHOWN = 80;

/** As a sentence's object: `"220" at the begin of the answer`. */
export function expectationOf(step: Step): string {
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
      return "a connection that stays";
  }
}

function matchText({ match, minBytes }: Extract<Step, { kind: "expect" }>): string {
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
      return `a whole message${match.pattern === undefined ? "" : ` with a match of /${brief(match.pattern)}/`}`;
    case "http":
      return httpText(match);
    case "http-answer":
      return "a whole HTTP answer";
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

export function tlsText({ serverName, verify, alpn }: Extract<Step, { kind: "tls" }>): string {
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

/** What is known of the ClientHello; the rest is the library's own choice. */
export function helloText(step: Extract<Step, { kind: "tls" | "tls-hello" }>): string {
  const { serverName } = step;
  const { alpn = [], groups = [], hello = "go", resume = false } = step.kind === "tls" ? step : {};
  return [
    `${helloOf(hello)}, with ${serverName === undefined ? "no server name" : `the server name ${brief(serverName)}`}`,
    alpn.length === 0 ? "no ALPN" : `ALPN ${alpn.join(", ")}`,
    ...(groups.length > 0 ? [`the groups ${groups.join(", ")}`] : hello === "go" ? [GO_GROUPS] : []),
    ...(resume ? ["the session of the last check where it got a ticket"] : []),
  ].join(", ");
}

const GO_GROUPS = "Go's groups, X25519MLKEM768 first";

const HELLOS: Record<TlsHello, string> = {
  go: "Go's ClientHello",
  "openssl-3.0": "the ClientHello of OpenSSL 3.0",
  "openssl-3.0-padded": "the ClientHello of OpenSSL 3.0, padded",
  "openssl-3.0-no-ticket": "the ClientHello of OpenSSL 3.0 without session tickets",
  "boringssl-tls12": "the ClientHello of BoringSSL, TLS 1.2 at the most",
};

/** Whose ClientHello a service meets. */
export function helloOf(hello: TlsHello): string {
  return HELLOS[hello];
}
