/** What the judge concludes; the reports add nothing to it but form. */
import type { Cause } from "./extension";
import type { Gate } from "./gates";
import type { Verdict } from "./journal";
import type { Finding } from "./finding";

export interface Judgement {
  verdict: Verdict;
  cause: Cause | null;
  /** A few sentences in plain words. */
  reason: string;
  advice: string[];
  attribution: "strong" | "weak";
  attributionReason: string;
  /** null: no gate was lost, in no storm. */
  harm: Harm | null;
  /** The first storm's, where a second one at the own rate decided. */
  firstStorm: { gates: GateResult[]; text: string } | null;
  /** Those that decided. */
  gates: GateResult[];
  floors: FloorResult[];
  queue: QueueGrowth;
  process: ProcessGrowth;
  findings: Finding[];
  /** See residual.ts; null unless held. */
  residualRiskPerCheck: number | null;
  /** What a reader must know to weigh the verdict. */
  notes: string[];
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

export interface GateResult {
  gate: Gate;
  ok: boolean;
  /** In the gate's own unit; null when the run gave nothing to measure: `ok`, unless because every client was shut out. */
  observed: number | null;
  text: string;
  /** Of a slowdown in the storm that lost its gate: whether it went with the checks. */
  afterwards?: Afterwards;
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
  /** At the balancers' own rate, from the length before the storm; null when it does not go on growing. */
  secondsToOverflow: number | null;
  /** The queue was seen full. */
  full: boolean;
  /** When it began to grow, on the recorder's clock, ms; null when it does not. */
  beganMs: number | null;
}

export interface ProcessGrowth {
  /** Why nothing can be said; empty when it can. */
  missing: string;
  findings: Leak[];
  /** CPU time of the service for one check, ms; null when it is not known. */
  cpuMsPerCheck: number | null;
}

/** Something that the service keeps of each check, or of every connection. */
export interface Leak {
  what: "descriptors" | "threads" | "memory" | "sockets in CLOSE-WAIT" | "sockets in ESTABLISHED";
  /** `connection`: clients cost as much as checks. */
  of: "check" | "connection";
  /** A gate counts it: it is the checks' own, or they alone reach the limit soon. */
  counts: boolean;
  /** Of memory: bytes. */
  perCheck: number;
  /** The same as a gate counts it: of memory, pages of 4 KiB. */
  units: number;
  /** The most that the service may have; null when there is no limit, or none is known. */
  limit: number | null;
  /** From the first check to the limit, at the balancers' own rate. */
  limitReachedInMs: number | null;
  text: string;
}

/** What became of a slowdown of the storm once the checks had stopped: most clients, a few, or none were kept waiting in the recovery. */
export type Afterwards = "stays" | "some" | "gone";
