/** Writes what a check does on the wire in a few words: `handshake, greeting read, RST`. */
import { duration } from "../text/format";
import type { Step } from "../model/extension";
import type { Checker, Connection } from "../model/checker";
import { neverAccepted } from "../wire/never-accepted";
import { endsWithReset } from "../wire/ends-with-reset";

export function wireLine(checkers: readonly Pick<Checker, "connections" | "holdsUntil">[]): string {
  return [...new Set(checkers.flatMap((checker) => checker.connections.map((one) => line(one, checker))))].join("; ");
}

function line(connection: Connection, { holdsUntil }: Pick<Checker, "holdsUntil">): string {
  const { steps } = connection;
  const spoke = steps.findIndex(({ kind }) => kind === "send" || kind === "tls-hello");
  const parts = steps.map((step, index) => word(step, spoke >= 0 && index > spoke, holdsUntil));
  const first = neverAccepted(connection) ? "half a handshake" : "handshake";
  return [first, ...parts.filter((part, index) => part !== parts[index - 1]), end(connection)].join(", ");
}

/** What leaves last. The kernel makes an RST of a FIN where bytes lie unread. */
function end({ steps, ending }: Connection): string {
  const last = steps[steps.length - 1];
  const unread = ending.kind === "fin" && last?.kind === "expect" && last.peek;
  return unread || endsWithReset(ending) ? "RST" : "FIN";
}

function word(step: Step, asked: boolean, holdsUntil: Checker["holdsUntil"]): string {
  switch (step.kind) {
    case "wait":
      return `${duration(step.ms)} of silence`;
    case "send":
      return "request";
    case "expect":
      return `${asked ? "answer" : "greeting"} ${step.peek ? "left unread" : "read"}`;
    case "tls":
      return "TLS";
    case "tls-hello":
      return "ClientHello";
    case "proxy":
      return "PROXY header";
    case "hold":
      if (step.ms !== undefined) return `held ${duration(step.ms)}`;
      return holdsUntil === "next-check" ? "held to the next check" : "held to the end";
  }
}
