/**
 * What the service made of the checks: on the wire a check may become another one than its style says.
 *
 * A check that waits for a greeting is, to a service that does not speak first, a silent connection. A FIN becomes an RST when a
 * greeting lies unread at the close; the greeting cannot leave before the checker's ACK has arrived, so without a network
 * between them it wins that race far more often than at any round trip.
 */
import { counted, duration } from "../report/format";
import { leastMs } from "../plan/speedup";
import type { PlannedChecker } from "../plan/plan";
import { checksOf } from "./checks";
import type { Evidence } from "./evidence";

/** @param harmed a gate was lost: then silence is the service's trouble, and no trait of the check */
export function became(evidence: Evidence, harmed: boolean): string[] {
  return evidence.plan.checkers.flatMap((checker) => [
    ...resets(evidence, checker),
    ...(harmed ? [] : silences(evidence, checker)),
  ]);
}

function resets(evidence: Evidence, checker: PlannedChecker): string[] {
  const { completed, endedByRst } = checksOf(evidence.recording, checker.name);
  if (checker.wire.prove.ended !== "fin" || endedByRst === 0) return [];
  const which = `${endedByRst} of ${counted(completed, `${checker.name} check`)} became ${endedByRst === 1 ? "a reset" : "resets"}`;
  const overstated = leastMs(checker) === 0 && onThisHost(evidence) ? "; loopback overstates this" : "";
  return [`${which}: what the service had said lay unread${overstated}.`];
}

function silences(evidence: Evidence, checker: PlannedChecker): string[] {
  const [first] = checker.wire.steps;
  if (first?.kind !== "expect") return [];
  const { sent, causes } = checksOf(evidence.recording, checker.name);
  const silent = (causes["queued-not-served"] ?? 0) + (causes["final-ack-dropped"] ?? 0);
  if (silent === 0) return [];
  const waited = duration(Math.min(first.withinMs ?? Infinity, checker.timeoutMs));
  const ended = checker.wire.ending.kind === "rst" ? "an RST" : "a FIN";
  return [
    `No greeting came to ${silent} of ${counted(sent, `${checker.name} check`)}: ` +
      `${silent === 1 ? "that" : "each of those"} was a silent connection of up to ${waited}, then ${ended}.`,
  ];
}

/** Its accept queue can be read, or its address says so. */
function onThisHost({ start, recording }: Evidence): boolean {
  return recording.queue.length > 0 || /^(127\.|\[::1\])/.test(start?.address ?? "");
}
