/**
 * What the service made of the checks: on the wire a check may become another one than its style says.
 *
 * A check that waits for a greeting is, to a service that does not speak first, a silent connection. A FIN becomes an RST when a
 * greeting lies unread at the close; the greeting cannot leave before the checker's ACK has arrived, so without a network
 * between them it wins that race far more often than at any round trip. A half-open check that stalls for 200 ms completes its handshake. A
 * held connection lasts as long as the service leaves it open.
 */
import { counted, duration } from "../text/format";
import { leastMs } from "../plan/speedup";
import type { PlannedChecker } from "../model/plan";
import { checksOf } from "./checks";
import type { Evidence } from "../model/evidence";

/** @param harmed a gate was lost: then silence is the service's trouble, and no trait of the check */
export function alteredChecks(evidence: Evidence, harmed: boolean): string[] {
  return evidence.plan.checkers.flatMap((checker) => [
    ...resets(evidence, checker),
    ...hangUps(evidence, checker),
    ...completed(evidence, checker),
    ...(harmed ? [] : silences(evidence, checker)),
  ]);
}

function resets(evidence: Evidence, checker: PlannedChecker): string[] {
  const { completed, endedByRst } = checksOf(evidence.recording, checker.name);
  if (checker.connections.some(({ prove }) => prove.ended !== "fin") || endedByRst === 0) return [];
  const which = `${endedByRst} of ${counted(completed, `${checker.name} check`)} became ${endedByRst === 1 ? "a reset" : "resets"}`;
  const overstated = leastMs(checker) === 0 && onThisHost(evidence) ? "; loopback overstates this" : "";
  return [`${which}: what the service had said lay unread${overstated}.`];
}

/** A service that ends silent connections decides how long it is held; what was held until then counts. */
function hangUps({ recording }: Evidence, { name }: PlannedChecker): string[] {
  const records = Object.values(recording.checks[name] ?? {}).filter(({ endedByPeer }) => endedByPeer.count > 0);
  if (records.length === 0) return [];
  const count = records.reduce((sum, { endedByPeer }) => sum + endedByPeer.count, 0);
  const most = records.reduce((a, b) => (b.endedByPeer.count > a.endedByPeer.count ? b : a)).endedByPeer.afterMs;
  const earliestMs = Math.min(...records.map(({ endedByPeer }) => endedByPeer.afterMs.min));
  return [
    `The service itself ended ${count} of ${counted(checksOf(recording, name).sent, `connection`)} that ${name} held, ` +
      `after ${duration(most.p50)} (median; ${duration(earliestMs)} at the earliest).`,
  ];
}

function completed({ recording }: Evidence, { name }: PlannedChecker): string[] {
  const { completed: all, unprovenCodes } = checksOf(recording, name);
  const count = unprovenCodes["ack-left"] ?? 0;
  if (count === 0) return [];
  return [
    `${count} of ${counted(all, `${name} check`)} ${count === 1 ? "was" : "were"} no longer half-open: the kernel had sent the final ACK, ` +
      `and the service saw ${count === 1 ? "a connection that was reset" : "connections that were reset"}.`,
  ];
}

function silences(evidence: Evidence, checker: PlannedChecker): string[] {
  const { steps, ending } = checker.connections[0];
  const [first] = steps;
  if (first?.kind !== "expect") return [];
  const { sent, causes } = checksOf(evidence.recording, checker.name);
  const silent = (causes["queued-not-served"] ?? 0) + (causes["final-ack-dropped"] ?? 0);
  if (silent === 0) return [];
  const waited = duration(Math.min(first.withinMs ?? Infinity, checker.timeoutMs));
  const ended = ending.kind.endsWith("rst") ? "an RST" : "a FIN";
  return [
    `No greeting came to ${silent} of ${counted(sent, `${checker.name} check`)}: ` +
      `${silent === 1 ? "that" : "each of those"} was a silent connection of up to ${waited}, then ${ended}.`,
  ];
}

/** Its accept queue can be read, or its address says so. */
function onThisHost({ start, recording }: Evidence): boolean {
  return recording.queue.length > 0 || /^(127\.|\[::1\])/.test(start?.address ?? "");
}
