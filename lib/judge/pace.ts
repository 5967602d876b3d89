/**
 * Checks that wait come later than planned: a node makes one check at a time, and the next one is due while this one still waits for its
 * answer. Then the storm is milder than its settings say, and only more nodes bring the rate back.
 */
import type { Cause } from "../model/extension";
import { counted, digits, duration } from "../text/format";
import { checksOf } from "./checks";
import type { Evidence } from "../model/evidence";
import { clientsOf, failedClients, finished } from "./phases";

/** Less than so much of the planned rate is worth a word. */
const REACHED = 0.8;

/** Why a check fails that has waited to the end of its time. */
const WAITED: readonly Cause[] = ["queued-not-served", "unanswered", "slow"];

/** A note for each checker that stayed behind its rate; where clients were lost, that the checks waited as well is no news. */
export function pace(evidence: Evidence): string[] {
  const { plan, recording } = evidence;
  if (!finished(evidence, "storm") || failedClients(clientsOf(evidence, "storm")) > 0) return [];
  return plan.checkers.flatMap(({ name, nodes, plannedIntervalMs, plannedChecks, holdsUntil, most }) => {
    const { sent, causes } = checksOf({ ...recording, checks: inStorm(recording.checks) }, name);
    const planned = plannedChecks.storm;
    if (holdsUntil !== null || most !== null || sent === 0 || sent >= REACHED * planned) return [];
    const waited = WAITED.reduce((sum, cause) => sum + (causes[cause] ?? 0), 0);
    if (waited < sent / 2) return [];
    const each = (plannedIntervalMs * planned) / sent;
    return [
      `${name} made ${sent} of ${counted(planned, "planned check")} in the storm: a node makes one at a time, and each came ` +
        `${duration(each)} after the one before. NODES=${Math.ceil((nodes * planned) / sent - 1e-9)} would make ` +
        `${digits((nodes * 1000) / plannedIntervalMs)} a second.`,
    ];
  });
}

function inStorm(checks: Evidence["recording"]["checks"]): Evidence["recording"]["checks"] {
  return Object.fromEntries(
    Object.entries(checks).map(([series, { storm }]) => [series, storm === undefined ? {} : { storm }]),
  );
}
