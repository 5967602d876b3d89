/** What the judge concludes; the reports add nothing to it but form. */
import type { Cause } from "../../xk6/healthcheck";
import type { Gate } from "../gates";
import type { Verdict } from "../journal";

export interface Judgement {
  verdict: Verdict;
  cause: Cause | null;
  /** A few sentences in plain words. */
  reason: string;
  advice: string[];
  attribution: "strong" | "weak";
  attributionReason: string;
  gates: GateResult[];
  floors: FloorResult[];
  queue: QueueGrowth;
  /** See residual.ts; null unless held. */
  residualRiskPerCheck: number | null;
  /** What a reader must know to weigh the verdict. */
  notes: string[];
}

export interface GateResult {
  gate: Gate;
  ok: boolean;
  /** In the gate's own unit; null when the run gave nothing to measure: `ok`, unless because every client was shut out. */
  observed: number | null;
  text: string;
}

export interface FloorResult {
  name: string;
  /** `harness`: our own trouble, which spoils every verdict. `sample`: too little to say `held`. */
  kind: "harness" | "sample";
  ok: boolean;
  observed: number | null;
  text: string;
}

export interface QueueGrowth {
  /** Connections a second over the storm, until the queue was full; 0 when it does not grow. */
  growthPerSecond: number;
  /** Connections gained until the queue was full or the storm over. */
  gained: number;
  /** Of those, not lost again by the storm's end. */
  kept: number;
  /** At the balancers' own rate, from the length before the storm; null when it does not grow. */
  secondsToOverflow: number | null;
  /** The queue was seen full. */
  full: boolean;
  /** When it began to grow, on the recorder's clock, ms; null when it does not. */
  beganMs: number | null;
}
