/**
 * What an exchange that the user spelled out can show for itself: the same conditions as the styles that ship with us.
 *
 * A check may fail where it listens to the service, and is truly made all the same: what comes after that step proves nothing.
 */
import type { Ending, Handshake, Proof, Step } from "../model/extension";
import { byteCount } from "./bytes";

/** A service that writes a greeting does so about this long after the handshake; a later RST finds the greeting written. */
export const AT_ONCE_MS = 1.5;

/** What is held for less is not held, ms. */
export const LEAST_HOLD_MS = 500;

const SPEAKING: Step["kind"][] = ["send", "tls", "tls-hello", "proxy"];
const LISTENING: Step["kind"][] = ["expect", "tls"];

/** What it does not read makes an RST of the FIN, so either proves nothing. */
function leavesUnread(step: Step): boolean {
  // OpenSSL reads record by record.
  if (step.kind === "tls") return step.hello !== undefined && step.hello.startsWith("openssl");
  if (step.kind !== "expect") return false;
  const { match, maxBytes } = step;
  switch (match.kind) {
    case "message":
      return match.exact === true;
    case "literal":
      return maxBytes !== undefined;
    case "http-answer":
      return match.body !== undefined;
    default:
      return false;
  }
}

export function proveSteps(handshake: Handshake, steps: Step[], ending: Ending): Proof {
  const listens = steps.findIndex((step) => LISTENING.includes(step.kind));
  const certain = listens < 0 ? steps : steps.slice(0, listens);
  const sum = (of: (step: Step) => number) => certain.reduce((total, step) => total + of(step), 0);
  const sentMin = sum((step) => (step.kind === "send" ? byteCount(step.hex) : 0));
  const waits = sum((step) => (step.kind === "wait" ? step.ms : 0));
  const heldMin = sum((step) => (step.kind === "hold" ? Math.min(step.ms ?? LEAST_HOLD_MS, LEAST_HOLD_MS) : 0));
  const onlyWaits = steps.every((step) => step.kind === "wait");
  const speaks = steps.some((step) => SPEAKING.includes(step.kind));
  return {
    // Data, and a FIN, carry the ACK that the handshake withheld.
    ...(handshake === "half-open" && !speaks && ending.kind === "rst" && { segsOut: 1 }),
    ...(waits > 0 && { closeGapMinMs: waits }),
    ...(handshake === "full" &&
      onlyWaits &&
      ending.kind === "rst" && { closeGapMaxMs: waits + Math.max(AT_ONCE_MS, waits * 0.2) }),
    ...(!(ending.kind === "fin" && steps.some(leavesUnread)) && { ended: ending.kind === "rst" ? "rst" : "fin" }),
    ...(sentMin > 0 && { sentMin }),
    ...(heldMin > 0 && { heldMinMs: heldMin }),
  };
}
