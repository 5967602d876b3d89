/** The conclusions of the judge, in codes and numbers: lib/report/ writes the words. */
import type { Advice } from "./advice";
import type { Attribution } from "./attribution";
import type { Cause } from "./extension";
import type { Finding, Leak, RaisedRateHarm } from "./finding";
import type { FloorResult } from "./floor-result";
import type { GateResult, Unmeasured } from "./gate-result";
import type { Verdict } from "./journal";
import type { Caveat } from "./caveat";
import type { Reason } from "./reason";

export interface Judgement {
  verdict: Verdict;
  cause: Cause | null;
  reason: Reason;
  advice: Advice[];
  attribution: Attribution;
  /** null: no gate was lost, in no storm. */
  harm: Harm | null;
  /** The first storm's, where a second one at the own rate decided. */
  firstStorm: { gates: GateResult[]; harm: RaisedRateHarm } | null;
  /** Those that decided. */
  gates: GateResult[];
  floors: FloorResult[];
  queue: QueueGrowth;
  process: ProcessGrowth;
  findings: Finding[];
  /** See rule-of-three.ts; null unless held. */
  residualRiskPerCheck: number | null;
  /** What a reader must know to weigh the verdict. */
  caveats: Caveat[];
}

/** What the harm depends on. */
export interface Harm {
  /** The dose: checks before the first harm; null where only what stays of the checks was found. */
  checksBefore: number | null;
  /** From the last check until clients got in again, ms; null when they did not, as far as was seen. */
  forgetsAfterMs: number | null;
  /** How many times as often as the balancer the first storm checked. */
  factor: number;
  /** Whether the balancer's own rate does it as well. */
  atOwnRate: "yes" | "no" | "unknown";
}

export interface QueueGrowth {
  /** Connections a second over the storm, until the queue was full; 0 when it does not grow. */
  growthPerSecond: number;
  /** Connections gained until the queue was full or the storm over. */
  gained: number;
  /** Gained connections that were still in the queue at the storm's end. */
  kept: number;
  /** At the balancers' own rate, from the length before the storm; null when it does not go on growing. */
  secondsToOverflow: number | null;
  /** The queue was seen full. */
  full: boolean;
  /** When it began to grow, on the recorder's clock, ms; null when it does not. */
  beganMs: number | null;
}

export interface ProcessGrowth {
  /** Why nothing can be said; null when it can. */
  missing: Unmeasured | null;
  findings: Leak[];
  /** CPU time of the service for one check, ms; null when it is not known. */
  cpuMsPerCheck: number | null;
}
