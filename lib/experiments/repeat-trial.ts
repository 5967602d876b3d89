/** How trials are asked for, and what one of them comes to. */
import type { Verdict } from "../model/journal";
import type { Outcome, Storm, TrialResult } from "../model/trial";

export function outcomeOf(verdict: Verdict): Outcome {
  if (verdict === "held") return "harmless";
  return verdict === "inconclusive" ? "unclear" : "harmed";
}

/** What a strategy asks for next, and is told; it returns when it knows enough. */
export type Strategy<Result> = Generator<Storm, Result, TrialResult>;

/** The trials of one storm, until `runs` of them were clear or too many were not. */
export function* repeat(storm: Storm, runs: number): Generator<Storm, TrialResult[], TrialResult> {
  const clear: TrialResult[] = [];
  const unclear: TrialResult[] = [];
  while (clear.length < runs && unclear.length < MOST_UNCLEAR) {
    const result = yield storm;
    (result.outcome === "unclear" ? unclear : clear).push(result);
  }
  return clear.length < runs ? [...clear, ...unclear] : clear;
}

/** A busy machine spoils a trial now and then; one that spoils three says so. */
const MOST_UNCLEAR = 3;
