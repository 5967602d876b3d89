/** What counts as accepted by a client, in words for people. */
import type { Match } from "../model/extension";
import { quoted } from "../wire/bytes";
import type { Wire } from "../model/checker";
import { matchWithheld } from "../wire/withheld";
import { isProtocol, protocols } from "./protocols";

/** The service itself has to answer, or at least to make a TLS handshake. */
export function listens({ steps }: Wire): boolean {
  return steps.some(({ kind }) => kind === "expect" || kind === "tls");
}

export function accepts(wire: Wire, kind: string): string {
  if (isProtocol(kind)) return protocols[kind].accepts;
  if (kind === "script") return "what the script's own client says that it got";
  // What the user wrote may be a secret: reports tell how much of it there is.
  const own = kind === "send-expect" || kind === "steps";
  const text = (match: Match) => (own ? ownText(match) : matchText(match));
  const expected = wire.steps.flatMap((step) => (step.kind === "expect" ? [text(step.match)] : []));
  if (expected.length === 0) {
    return wire.steps.some((step) => step.kind === "tls") ? "a completed TLS handshake" : "a completed TCP handshake";
  }
  return `${kind === "greeting" ? "a greeting" : "an answer"} ${expected.join(", then one ")}`;
}

function ownText(match: Match): string {
  const given = match.kind === "literal" || match.kind === "contains" || match.kind === "regex";
  return given ? `that was asked for (${matchWithheld(match)})` : matchText(match);
}

function matchText(match: Match): string {
  switch (match.kind) {
    case "any":
      return "of any bytes";
    case "length":
      return `of at least ${match.bytes} ${match.bytes === 1 ? "byte" : "bytes"}`;
    case "http-answer":
      return "of HTTP";
    case "literal":
      return `that begins with ${quoted(match.hex)}`;
    case "contains":
      return `with ${quoted(match.hex)} in it`;
    case "regex":
      return `that matches /${match.pattern}/`;
    case "hex-regex":
      return `whose bytes in hex match /${match.pattern}/`;
    case "message":
      return match.pattern === undefined ? "of a whole message" : `whose first message matches /${match.pattern}/`;
    case "http":
      return `of HTTP, by its ${match.part}`;
  }
}
