/** The story of a lost gate in a few sentences: what clients got, what became of it, why, and what the checkers statusSentence. */
import type { PhaseName } from "../model/phases";
import { isFinding } from "../model/gates";
import { duration, percent } from "../text/format";
import { statusSentence } from "./health-status-notes";
import type { LeadingCause } from "./cause";
import type { Evidence } from "../model/evidence";
import { findingsBeside, findingsReason } from "./findings";
import { clientWording } from "./client-wording";
import type { GateResult, QueueGrowth } from "../model/judgement";
import { clientsOf, failedClients, span } from "./phases";
import { PLAIN_WORDS } from "./plain-words";
import type { Recovery } from "./recovery";

const ORDER: readonly PhaseName[] = ["storm", "night", "recovery"];

/** The phase of the first lost gate. */
export function harmedPhase(lost: readonly GateResult[]): PhaseName | null {
  return ORDER.find((phase) => lost.some(({ gate }) => gate.phase === phase)) ?? null;
}

/** Nothing else was lost: it is seen before any client feels it. */
export function onlyLeaks(lost: readonly GateResult[]): boolean {
  return lost.every(({ gate }) => isFinding(gate.measure));
}

export function harmReason(
  evidence: Evidence,
  lost: readonly GateResult[],
  { cause, overflowed }: LeadingCause,
  end: Recovery,
  queue: QueueGrowth,
): string {
  if (onlyLeaks(lost)) {
    const { who, did } = clientWording(evidence);
    return `${capital(who)} ${did}, but ${findingsReason(evidence, lost)}.`;
  }
  const sentences = [`${whatClientsGot(evidence, lost)}; ${end.text}.`];
  if (cause) {
    const overflow = overflowed ? "; then the accept queue was full, and the kernel dropped the rest" : "";
    sentences.push(`What failed: ${PLAIN_WORDS[cause].meaning}${overflow}.`);
  }
  sentences.push(...findingsBeside(evidence));
  const belief = statusSentence(evidence, queue);
  if (belief) sentences.push(belief);
  return sentences.join(" ");
}

function whatClientsGot(evidence: Evidence, lost: readonly GateResult[]): string {
  const phase = harmedPhase(lost);
  const { who, did } = clientWording(evidence);
  const storm = clientsOf(evidence, "storm");
  if (phase === "storm" && storm && failedClients(storm) > 0) {
    return `${accepted(storm)} of the storm's ${who} ${did}, and for ${duration(storm.longestOutageMs)} not one`;
  }
  const recovery = clientsOf(evidence, "recovery");
  if (phase !== "storm" && recovery && failedClients(recovery) > 0) {
    const night = span(evidence.plan, "night")
      ? "after the night, with the checkers alone"
      : "once the checks had stopped";
    const before = storm ? `${accepted(storm)} of the storm's ${who} ${did}; ` : "";
    const share = recovery.accepted > 0 ? `only ${percent(recovery.accepted / recovery.attempts)}` : "not one";
    return `${before}${night}, ${share} did`;
  }
  return `${capital(who)} ${did}, but ${lost[0]!.text}`;
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

function accepted({ accepted, attempts }: { accepted: number; attempts: number }): string {
  if (accepted === 0) return "None";
  return accepted === attempts ? `All ${attempts}` : percent(accepted / attempts);
}
