/** What came of the gates that a run was held to. */
import type { Gate, Stat } from "./gates";

export interface GateResult {
  gate: Gate;
  ok: boolean;
  /** In the gate's own unit; null when the run gave nothing to measure: `ok`, unless because every client was shut out. */
  observed: number | null;
  text: string;
  /** Of a slowdown in the storm that lost its gate: whether it went with the checks. */
  afterwards?: Afterwards;
}

/** A statistic of the baseline that is too far from its median to be multiplied. */
export interface BaselineNoise {
  stat: Stat;
  ms: number;
  medianMs: number;
}

/** Clients waited longer than in the baseline, and so did an exchange inside the generator's own process. */
export interface SharedSlowdown {
  phase: Gate["phase"];
  what: "answer" | "connect";
  stat: Stat;
  slowerMs: number;
  sharedMs: number;
}

/** What became of a slowdown of the storm once the checks had stopped: most clients, a few, or none were kept waiting in the recovery. */
export type Afterwards = "stays" | "some" | "gone";
