/** What a reader must know to weigh a verdict: a code with its numbers. lib/report/caveat-text.ts writes the sentences. */
import type { Evidence } from "./evidence";
import type { Finding, Leak } from "./finding";
import type { BaselineNoise, SharedSlowdown } from "./gate-result";
import type { ClientEvidence } from "./reason";

export type Caveat =
  /** `begun`: clients came in the recovery, and it did not come to its end. */
  | { kind: "recovery-not-observed"; end: Evidence["end"]; begun: boolean }
  /** A checker said DOWN, for so much of its time, of a service that held. `everyClient`: not one was lost. */
  | { kind: "called-down"; checker: string; share: number; everyClient: boolean; clients: ClientEvidence }
  | { kind: "process-replaced"; finding: Finding }
  /** Kept of the checks, of which too few came before the first client was lost to tell a rate. */
  | { kind: "kept-before-harm"; what: Leak["what"]; before: number; after: number; checks: number }
  /** `count` of the completed checks ended by a reset that was not meant; `loopback`: it does so more often here. */
  | { kind: "became-resets"; checker: string; count: number; completed: number; loopback: boolean }
  /** Connections that the checker held and the service ended. */
  | { kind: "ended-by-service"; checker: string; count: number; sent: number; medianMs: number; earliestMs: number }
  | { kind: "no-longer-half-open"; checker: string; count: number; completed: number }
  | { kind: "no-greeting"; checker: string; count: number; sent: number; waitedMs: number; ending: "rst" | "fin" }
  /** The gate allows `limitMs`, because the baseline is no measure by itself. */
  | { kind: "noisy-baseline"; gate: string; noise: BaselineNoise; limitMs: number }
  | { kind: "gate-not-judged"; gate: string; slowdown: SharedSlowdown }
  /** A node makes one check at a time, and each came `everyMs` after the one before: so many nodes would make the planned rate. */
  | {
      kind: "behind-rate";
      checker: string;
      sent: number;
      planned: number;
      everyMs: number;
      nodes: number;
      plannedPerSecond: number;
    }
  /** `why`: what the last look at METRICS met; empty where that is not known. */
  | { kind: "counters-not-read"; why: string }
  | { kind: "own-rate-not-known"; factor: number }
  /** The second storm made fewer checks than the first needed to harm; in `secondStormMs` it makes as many. */
  | { kind: "fewer-checks-than-harmed"; sent: number; checksBefore: number; secondStormMs: number };
