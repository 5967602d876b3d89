/**
 * Does the balancer's own rate do the harm, or only our haste?
 *
 * The storm checks `factor` times as often as the balancer. Two numbers of the first storm tell what that means:
 *
 *     dose     checks before the first harm
 *     forgets  time from the last check until clients get in again
 *
 * A service that never comes back has only counted: the own rate does the same, later. A service that forgets is harmed at the own rate if
 * that makes as many checks as the dose while the service forgets. If it makes fewer, a second storm at the own rate decides
 * (lib/plan/second-storm.ts).
 */
import { isFinding } from "../measures";
import { raisedFactor, type Dose } from "../plan/second-storm";
import { ownRatePerSecond } from "../measures/checks";
import type { Evidence } from "../model/evidence";
import type { GateResult } from "../model/gate-result";
import type { Harm, QueueGrowth } from "../model/judgement";
import { harmedPhase } from "./harm";
import { forgetting } from "./forgetting";
import { clientsOf, span } from "../measures/observed-phases";
import { slowdownStays } from "../measures/slowdown";

/** What comes and goes with the rate of the checks. The findings are of what stays, and only count. */
export function byRate({ gate }: Pick<GateResult, "gate">): boolean {
  return !isFinding(gate.measure);
}

export type OwnRate =
  /** What the first storm showed stands. */
  | { kind: "settled"; harm: Harm }
  /** Clients do not get in yet: only time tells whether they will. */
  | { kind: "watch"; harm: Harm }
  /** The own rate makes fewer checks than the dose while the service forgets. */
  | { kind: "second-storm"; harm: Harm; dose: Dose };

/** null: no gate was lost. */
export function ownRate(evidence: Evidence, lost: readonly GateResult[], queue: QueueGrowth): OwnRate | null {
  if (lost.length === 0) return null;
  const { plan } = evidence;
  const factor = raisedFactor(plan.checkers);
  const checksBefore = dose(evidence, lost, queue);
  const forgetsAfterMs = forgetting(evidence);
  const harm: Harm = { checksBefore, forgetsAfterMs, factor, atOwnRate: "unknown" };
  const settled = (atOwnRate: Harm["atOwnRate"]): OwnRate => ({ kind: "settled", harm: { ...harm, atOwnRate } });

  if (factor === 1 || !lost.some(byRate)) return settled("yes");
  // Clients still wait though the checks have stopped: nobody saw them forgotten, nor what the own rate does.
  if (lost.filter(byRate).every(({ gate }) => gate.measure === "slowdown") && slowdownStays(evidence)) {
    return { kind: "settled", harm: { ...harm, forgetsAfterMs: null } };
  }
  if (forgetsAfterMs === null) {
    if (evidence.watched) return settled("yes");
    const canWatch = plan.second !== null && plan.config.ownRate.watchMs > 0 && evidence.end === "complete";
    return canWatch ? { kind: "watch", harm } : settled("unknown");
  }
  // The time is known to the second, and rounded up: what may be chance is for the second storm to decide.
  const surelyMs = Math.max(0, forgetsAfterMs - 1_000);
  if ((ownRatePerSecond(plan.checkers) * surelyMs) / 1_000 >= checksBefore) return settled("yes");
  if (plan.second === null || evidence.end !== "complete") return settled("unknown");
  const atNight = harmedPhase(lost.filter(byRate)) !== "storm" && span(plan, "night") !== undefined;
  return { kind: "second-storm", harm, dose: { checks: checksBefore, forgetsAfterMs, atNight } };
}

/** Checks before the first harm; at least one, since without any there is nothing to tell. */
function dose(evidence: Evidence, lost: readonly GateResult[], queue: QueueGrowth): number {
  const storm = clientsOf(evidence, "storm");
  const recovery = clientsOf(evidence, "recovery");
  const inStorm = harmedPhase(lost.filter(byRate)) === "storm";
  if (inStorm && storm && storm.attemptsBeforeFirstFailure >= 0) return Math.max(1, storm.checksBeforeFirstFailure);
  if (inStorm && queue.beganMs !== null) return Math.max(1, checksBefore(evidence, queue.beganMs));
  // Clients that were only slowed down were so from the first check that came beside one of them.
  if (inStorm) return 1;
  return Math.max(1, recovery?.checksBeforeFirstFailure ?? 1);
}

/** Whole seconds that were over at `ms`. */
function checksBefore({ recording }: Evidence, ms: number): number {
  return recording.timeline.filter(({ t }) => (t + 1) * 1_000 <= ms).reduce((sum, { checks }) => sum + checks, 0);
}
