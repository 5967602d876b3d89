/** The least that a run must have done before it may say `held`, for one checker. */
import type { Phases } from "../config";
import type { Floors } from "../gates";
import type { PlannedChecker } from "./plan";
import { periodMs } from "./speedup";

/** A check that comes late, or lasts long, costs the ones after it; so much of the plan is certain to be reached. */
const CERTAIN = 0.9;

/**
 * Verified checks that a checker must have made over storm and night: the profile's number, or what its nodes are certain to
 * reach at their cadence, if that is less; at least one. Of connections held to the end of a phase, one per node.
 */
export function checkFloor(
  checker: PlannedChecker,
  { stormMs, nightMs }: Phases,
  { verifiedChecks }: Pick<Floors, "verifiedChecks">,
): number {
  const perNode = checker.holdsToPhaseEnd
    ? 1
    : Math.floor((CERTAIN * (stormMs + nightMs)) / periodMs(checker, checker.plannedIntervalMs));
  return Math.max(1, Math.min(verifiedChecks, checker.nodes * perNode));
}
