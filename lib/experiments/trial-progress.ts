/** How far a sweep or a search has come. */
import type { Storm, Trial, TrialResult } from "../model/trial";
import { replay } from "./trial-strategy";
import type { PlannedTrials } from "./trials-types";

export interface TrialsSoFar {
  /** Those that are over, and all that there will be. */
  done: number;
  of: number;
  /** `of` is a guess: as if all those to come came out as expected. An edge that nobody knows of yet takes a few more. */
  about: boolean;
  leftMs: number;
}

/** @param trialMs what one of the trials so far took, with what goes before and after it */
export function trialsSoFar(planned: PlannedTrials, trials: readonly Trial[], trialMs: number): TrialsSoFar {
  const { running, step: next } = replay(planned, trials);
  let all = trials.length;
  for (let step = next; !step.done; all++) step = running.next(expected(planned, step.value, trials));
  const toCome = all - trials.length;
  return { done: trials.length, of: all, about: toCome > 0, leftMs: Math.round((toCome * trialMs) / 1_000) * 1_000 };
}

/** The expected result is that of the nearest delay so far, and of its last trial. minimal-storm begins with a storm that harms. */
function expected({ kind }: PlannedTrials, { delayMs }: Storm, trials: readonly Trial[]): TrialResult {
  const far = ({ storm }: Trial) => Math.abs((storm.delayMs ?? 0) - (delayMs ?? 0));
  const clear = trials.filter(({ result }) => result.outcome !== "unclear");
  const nearest = clear.reduce<Trial | null>(
    (best, one) => (best === null || far(one) <= far(best) ? one : best),
    null,
  );
  return nearest?.result ?? { ...UNKNOWN, outcome: kind === "delay-sweep" ? "harmless" : "harmed" };
}

const UNKNOWN: TrialResult = { outcome: "unclear", verdict: "inconclusive", cause: null, reason: "" };
