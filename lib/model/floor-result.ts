/** The results of the floors, which a run must meet before it may have a verdict. */
import type { PhaseName } from "./phases";

export type FloorResult = {
  name: string;
  /** `harness`: our own trouble, which spoils every verdict. `sample`: too little to say `held`. */
  scope: "harness" | "sample";
  ok: boolean;
  observed: number;
} & Floor;

/** What is observed, and what is wanted of it. */
type Floor =
  /** Errors on our own side; the most frequent reasons. */
  | { kind: "harness-errors"; reasons: { reason: string; count: number }[] }
  /** ms: how late exchanges began; for how long the generator stood still; what an exchange inside its process took. */
  | { kind: "lag" | "standstill" | "machine"; atMostMs: number }
  /** Clients that found no free VU. */
  | { kind: "dropped-clients" }
  | { kind: "clients"; phase: PhaseName; atLeast: number }
  /** Share. */
  | { kind: "baseline-accepted"; atLeast: number }
  /** How much longer than the median some of the baseline's clients waited, ms. */
  | { kind: "baseline-noise"; medianMs: number; atMostMs: number }
  /** `verified`: only checks that proved their style count; else all that were completed. */
  | { kind: "checks"; checker: string; verified: boolean; atLeast: number }
  /** Share of the checks that proved their style; `unproven`: the most frequent reason why one did not, null where enough did. */
  | { kind: "fidelity"; checker: string; style: string; atLeast: number; unproven: string | null };
