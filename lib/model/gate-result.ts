/** What came of the gates that a run was held to. */
import type { Gate } from "./gates";

export interface GateResult {
  gate: Gate;
  ok: boolean;
  /** In the gate's own unit; null when the run gave nothing to measure: `ok`, unless because every client was shut out. */
  observed: number | null;
  text: string;
  /** Of a slowdown in the storm that lost its gate: whether it went with the checks. */
  afterwards?: Afterwards;
}

/** What became of a slowdown of the storm once the checks had stopped: most clients, a few, or none were kept waiting in the recovery. */
export type Afterwards = "stays" | "some" | "gone";
