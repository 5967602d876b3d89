/** The least that a run must have done before it may say `held`, for one checker. */
import type { Phases } from "../config";
import type { Floors } from "../gates";
import type { PlannedChecker } from "./plan";
import { periodMs } from "./speedup";

/** A check that comes late, or lasts long, costs the ones after it; so much of the plan is certain to be reached. */
const CERTAIN = 0.9;

/** Verified checks that a checker must have made: the profile's number, or what the plan is certain of, if that is less. */
export function checkFloor(
  checker: PlannedChecker,
  phases: Phases,
  { verifiedChecks }: Pick<Floors, "verifiedChecks">,
): number {
  return Math.min(verifiedChecks, checker.nodes * certainPerNode(checker, phases));
}

/**
 * Checks that one node is certain to make over storm and night at its cadence. Of connections held to the end of a phase one:
 * each node opens its own.
 */
export function certainPerNode(checker: PlannedChecker, { stormMs, nightMs }: Phases): number {
  if (checker.holdsToPhaseEnd) return 1;
  return Math.floor((CERTAIN * (stormMs + nightMs)) / periodMs(checker, checker.plannedIntervalMs) + 1e-9);
}

/** The shortest storm, ms, in which a checker is certain of so many checks together with the night. */
export function stormMsFor(checks: number, checker: PlannedChecker, { nightMs }: Phases): number {
  const perNode = Math.ceil(checks / checker.nodes);
  return Math.ceil((perNode * periodMs(checker, checker.plannedIntervalMs)) / CERTAIN - nightMs);
}
