/**
 * What the service made of the checks: on the wire a check may become another one than its style says.
 *
 * A check that waits for a greeting is, to a service that does not speak first, a silent connection. A FIN becomes an RST when a
 * greeting lies unread at the close; the greeting cannot leave before the checker's ACK has arrived, so without a network
 * between them it wins that race far more often than at any round trip. A half-open check that stalls for 200 ms completes its handshake. A
 * held connection lasts as long as the service leaves it open.
 */
import { leastMs } from "../plan/speedup";
import type { Caveat } from "../model/caveat";
import type { PlannedChecker } from "../model/plan";
import { checksOf } from "../measures/checks";
import type { Evidence } from "../model/evidence";
import { endsWithReset } from "../wire/ends-with-reset";
import { isLoopback } from "../source/loopback";

/** @param harmed a gate was lost: then silence is the service's trouble, and no trait of the check */
export function alteredChecks(evidence: Evidence, harmed: boolean): Caveat[] {
  return evidence.plan.checkers.flatMap((checker) =>
    [
      resets(evidence, checker),
      hangUps(evidence, checker),
      acknowledged(evidence, checker),
      harmed ? null : silences(evidence, checker),
    ].filter((caveat) => caveat !== null),
  );
}

function resets(evidence: Evidence, checker: PlannedChecker): Caveat | null {
  const { completed, endedByRst } = checksOf(evidence.recording, checker.name);
  if (checker.connections.some(({ prove }) => prove.ended !== "fin") || endedByRst === 0) return null;
  const loopback = leastMs(checker) === 0 && onThisHost(evidence);
  return { kind: "became-resets", checker: checker.name, count: endedByRst, completed, loopback };
}

/** A service that ends silent connections decides how long it is held; what was held until then counts. */
function hangUps({ recording }: Evidence, { name }: PlannedChecker): Caveat | null {
  const ends = Object.values(recording.checks[name] ?? {})
    .map(({ endedByPeer }) => endedByPeer)
    .filter(({ count }) => count > 0);
  if (ends.length === 0) return null;
  return {
    kind: "ended-by-service",
    checker: name,
    count: ends.reduce((sum, { count }) => sum + count, 0),
    sent: checksOf(recording, name).sent,
    medianMs: ends.reduce((a, b) => (b.count > a.count ? b : a)).afterMs.p50,
    earliestMs: Math.min(...ends.map(({ afterMs }) => afterMs.min)),
  };
}

function acknowledged({ recording }: Evidence, { name }: PlannedChecker): Caveat | null {
  const { completed, unprovenCodes } = checksOf(recording, name);
  const count = unprovenCodes["ack-left"] ?? 0;
  return count === 0 ? null : { kind: "no-longer-half-open", checker: name, count, completed };
}

function silences(evidence: Evidence, checker: PlannedChecker): Caveat | null {
  const { steps, ending } = checker.connections[0];
  const [first] = steps;
  if (first?.kind !== "expect") return null;
  const { sent, causes } = checksOf(evidence.recording, checker.name);
  const count = (causes["queued-not-served"] ?? 0) + (causes["final-ack-dropped"] ?? 0);
  if (count === 0) return null;
  return {
    kind: "no-greeting",
    checker: checker.name,
    count,
    sent,
    waitedMs: Math.min(first.withinMs ?? Infinity, checker.timeoutMs),
    ending: endsWithReset(ending) ? "rst" : "fin",
  };
}

/** Its accept queue can be read, or its address says so. */
function onThisHost({ start, recording }: Evidence): boolean {
  return recording.queue.length > 0 || (start !== null && isLoopback(start.address));
}
