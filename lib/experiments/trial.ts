/** A trial: one short storm on a fresh target, which tells whether so much of a check harms. */
import type { Cause } from "../model/extension";
import type { Verdict } from "../model/journal";

/** `unclear`: nothing can be said; never taken for harmless. */
export type Outcome = "harmed" | "harmless" | "unclear";

/** What a storm is made of, where trials differ. */
export interface Storm {
  /** Handshake to close, ms; null: the check's own. */
  delayMs: number | null;
  /** How long connections are held, ms; null: the check's own. */
  holdMs: number | null;
  nodes: number;
  /** Of one node, ms. */
  intervalMs: number;
  /** Checks of all nodes together; null: as many as the storm lasts. */
  checks: number | null;
}

export interface TrialResult {
  outcome: Outcome;
  verdict: Verdict;
  cause: Cause | null;
  reason: string;
}

/** One that is over. */
export interface Trial {
  storm: Storm;
  result: TrialResult;
}

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
