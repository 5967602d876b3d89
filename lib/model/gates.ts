/** Gates: what a run must meet. Profiles live in thresholds/ as data, or in a user's own file of the same shape. */
import type { PhaseName } from "./phases";

/**
 * What a gate looks at.
 *
 * `accepted`: share of client attempts accepted, 0 to 1. `outage`: longest time without a success, ms. `connect`,
 * `first-byte`, `answer` (to its last expected byte): client times, ms. `slowdown`: this phase's answer (or, for `connect` clients, connect)
 * time as a multiple of the baseline's. `queue-growth`: connections that the accept queue gained over the phase and did not lose again. `growth`: what the
 * service keeps of each check (descriptors, threads, connections, pages of 4 KiB), the most of these; see judge/leaks.ts.
 * `threads-ended`: share of its threads that ended with the checks and stayed away, 0 to 1. `memory-jump`: how many times as large its memory
 * became by the checks alone, and stayed. `busy-after`: share of a core that it uses after the checks beyond what it used before them.
 * `restarts`: how often it became another process after the first check, at the least.
 * `log-noise`: bytes that the checks make it write to its log in a day, at the balancer's own rate.
 */
export type Measure =
  "accepted" | "outage" | "connect" | "first-byte" | "answer" | "slowdown" | "queue-growth" | FindingMeasure;

/** Harm that is not yet a lost client: seen in the service's process or its log, and judged at the end of the recovery. */
export const FINDING_MEASURES = [
  "growth",
  "threads-ended",
  "memory-jump",
  "busy-after",
  "restarts",
  "log-noise",
] as const;

export type FindingMeasure = (typeof FINDING_MEASURES)[number];

export function isFinding(measure: Measure): measure is FindingMeasure {
  return (FINDING_MEASURES as readonly Measure[]).includes(measure);
}

export type Stat = "p50" | "p90" | "p95" | "p99" | "max";

export interface Gate {
  /** Unique in the profile; shown in reports and junit.xml. */
  name: string;
  phase: Exclude<PhaseName, "baseline">;
  measure: Measure;
  /** For connect, first-byte, answer and slowdown; default p95. */
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
