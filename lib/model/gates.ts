/** Gates: what a run must meet. Profiles live in thresholds/ as data, or in a user's own file of the same shape. */
import type { Measure } from "./measures";
import type { PhaseName } from "./phases";

export type Stat = "p50" | "p90" | "p95" | "p99" | "max";

export interface Gate {
  /** Unique in the profile; shown in reports and junit.xml. */
  name: string;
  phase: Exclude<PhaseName, "baseline">;
  measure: Measure;
  /** Where the measure has one; default p95. */
  stat?: Stat;
  atLeast?: number;
  atMost?: number;
  /** For slowdown: a difference in ms below which no multiple counts, so that 0.1 ms against 0.3 ms is not a fault. */
  ignoreBelowMs?: number;
}

/** The least that a run must have done before it may say `held`. */
export interface Floors {
  /** Client attempts in each phase with clients. */
  clientAttempts: number;
  /** Verified checks of each checker, over storm and night; capped by what the plan can reach (a `hold` opens 8). */
  verifiedChecks: number;
  /** Share of completed checks that proved their style. */
  verifiedShare: number;
  /** Share of baseline attempts accepted. */
  baselineAccepted: number;
  /** The generator's lag at p99, ms. */
  lagMs: number;
}

export interface GateProfile {
  name: string;
  gates: Gate[];
  floors: Floors;
}
