/** Targets as functions: what one trial on a fresh one of them comes to. */
import type { Storm, TrialResult, Outcome } from "../../lib/model/trial";
import type { Strategy } from "../../lib/experiments/repeat-trial";

export type Target = (storm: Storm, trial: number) => Outcome;

const RESULTS: Record<Outcome, TrialResult> = {
  harmed: { outcome: "harmed", verdict: "wedged", cause: "queued-not-served", reason: "" },
  harmless: { outcome: "harmless", verdict: "held", cause: null, reason: "" },
  unclear: { outcome: "unclear", verdict: "inconclusive", cause: null, reason: "" },
};

/** More than any strategy may need: one that asks on and on fails instead of hanging. */
const MOST_TRIALS = 2_000;

export function carryOut<Result>(strategy: Strategy<Result>, target: Target): { result: Result; storms: Storm[] } {
  const storms: Storm[] = [];
  let step = strategy.next();
  while (!step.done) {
    if (storms.length === MOST_TRIALS) throw new Error(`no end after ${MOST_TRIALS} trials`);
    storms.push(step.value);
    step = strategy.next(RESULTS[target(step.value, storms.length - 1)]);
  }
  return { result: step.value, storms };
}

export const harmedIf = (harms: boolean): Outcome => (harms ? "harmed" : "harmless");
