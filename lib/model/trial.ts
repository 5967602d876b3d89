/** A trial of a sweep, or of a search for the least that harms: one short storm, which tells whether so much of a check harms. */
import type { Cause } from "./extension";
import type { Verdict } from "./journal";
import type { Count, Milliseconds } from "./units";

/** `unclear`: nothing can be said; never taken for harmless. */
export type Outcome = "harmed" | "harmless" | "unclear";

/** What a storm is made of, where trials differ. */
export interface Storm {
  /** Handshake to close, ms; null: the check's own. */
  delayMs: Milliseconds | null;
  /** How long connections are held, ms; null: the check's own. */
  holdMs: Milliseconds | null;
  nodes: Count;
  /** The time from one check of a node to its next, ms. */
  intervalMs: Milliseconds;
  /** Checks of all nodes together; null: as many as the storm lasts. */
  checks: Count | null;
}

/** What came of one short storm. */
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
