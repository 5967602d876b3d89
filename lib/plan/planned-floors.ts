/** The least that a run must have done before it may say `held`, for one checker. */
import type { Phases } from "../model/config";
import type { Floors } from "../model/gates";
import type { PlannedChecker } from "../model/plan";
import { periodMs } from "./speedup";

/** A check that comes late, or lasts long, costs the ones after it; so much of the plan is certain to be reached. */
export const CERTAIN = 0.9;

/**
 * Verified checks that a checker must have made: the profile's number, or what the plan is certain of, if that is less. Never none: a run
 * that tested nothing has nothing to say.
 */
export function checkFloor(
  checker: PlannedChecker,
  phases: Phases,
  { verifiedChecks }: Pick<Floors, "verifiedChecks">,
): number {
  return Math.min(verifiedChecks, Math.max(1, certainChecks(checker, phases)), checker.most ?? Infinity);
}

/**
 * Checks that all nodes are certain to make over storm and night at their cadence. Of connections held to the end of a phase one for each
 * node that is due by then.
 */
export function certainChecks(checker: PlannedChecker, { stormMs, nightMs }: Phases): number {
  const { nodes, plannedIntervalMs, spread, holdsUntil } = checker;
  const certainMs = CERTAIN * (stormMs + nightMs);
  if (holdsUntil === "phase-end") {
    const due = spread === "aligned" ? 1 : Math.min(1, certainMs / plannedIntervalMs);
    return Math.floor(nodes * due + 1e-9);
  }
  return nodes * Math.floor(certainMs / periodMs(checker, plannedIntervalMs) + 1e-9);
}

/** The shortest storm, ms, in which a checker is certain of so many checks together with the night. */
export function stormMsFor(checks: number, checker: PlannedChecker, { nightMs }: Phases): number {
  const perNode = Math.ceil(checks / checker.nodes);
  return Math.ceil((perNode * periodMs(checker, checker.plannedIntervalMs)) / CERTAIN - nightMs);
}
