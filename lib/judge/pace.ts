/**
 * Checks that wait come later than planned: a node makes one check at a time, and the next one is due while this one still waits for its
 * answer. Then the storm is milder than its settings say, and only more nodes bring the rate back.
 */
import type { Cause } from "../model/extension";
import type { Caveat } from "../model/caveat";
import { checksOf } from "../measures/checks";
import type { Evidence } from "../model/evidence";
import { clientsOf, failedClients, finished } from "../measures/observed-phases";

/** Less than so much of the planned rate is worth a word. */
const REACHED = 0.8;

/** Why a check fails that has waited to the end of its time. */
const WAITED: readonly Cause[] = ["queued-not-served", "unanswered", "slow"];

/** A caveat for each checker that stayed behind its rate; where clients were lost, that the checks waited as well is no news. */
export function pace(evidence: Evidence): Caveat[] {
  const { plan, recording } = evidence;
  if (!finished(evidence, "storm") || failedClients(clientsOf(evidence, "storm")) > 0) return [];
  return plan.checkers.flatMap(({ name, nodes, plannedIntervalMs, plannedChecks, holdsUntil, most }): Caveat[] => {
    const { sent, causes } = checksOf({ ...recording, checks: inStorm(recording.checks) }, name);
    const planned = plannedChecks.storm;
    if (holdsUntil !== null || most !== null || sent === 0 || sent >= REACHED * planned) return [];
    const waited = WAITED.reduce((sum, cause) => sum + (causes[cause] ?? 0), 0);
    if (waited < sent / 2) return [];
    return [
      {
        kind: "behind-rate",
        checker: name,
        sent,
        planned,
        everyMs: (plannedIntervalMs * planned) / sent,
        nodes: Math.ceil((nodes * planned) / sent - 1e-9),
        plannedPerSecond: (nodes * 1000) / plannedIntervalMs,
      },
    ];
  });
}

function inStorm(checks: Evidence["recording"]["checks"]): Evidence["recording"]["checks"] {
  return Object.fromEntries(
    Object.entries(checks).map(([series, { storm }]) => [series, storm === undefined ? {} : { storm }]),
  );
}
