/** A row of lib/measures/ describes one measure of a gate. */
import type { Evidence } from "./evidence";
import type { Finding, FindingKind } from "./finding";
import type { Observation, TimedEvent, Unmeasured } from "./gate-result";
import type { Gate } from "./gates";
import type { PhaseSpan } from "./plan";

/** `of-core`: a share of a core. `per-check`: of memory, pages of 4 KiB. `times`: the baseline's. */
export type Unit = "share" | "ms" | "times" | "connections" | "per-check" | "of-core" | "count" | "bytes-a-day";

export interface MeasureRow {
  /** Whose figure it is. What is seen in the service's process or its log is judged at the end of the recovery. */
  seenIn: "clients" | "queue" | "service";
  /** Whether a gate names the least or the most. */
  limit: "at-least" | "at-most";
  unit: Unit;
  /** A gate may choose the statistic: p50, p95, … */
  stat?: true;
  /** A gate may name a difference in ms that does not count. */
  ignoreBelow?: true;
  /** What the limit is about, for docs/config-file.md. */
  means: string;
  /** k6 itself can say it, by this metric. Without `statistic` the gate chooses it. */
  k6?: { metric: string; statistic?: string };
  /** Of what is seen in the service: the finding that tells of it, and what is told of a gate where there is none. */
  finding?: FindingKind;
  nothing?: readonly string[];
  /** @param phase the gate's, which the run has */
  measure(evidence: Evidence, gate: Gate, phase: PhaseSpan): Measured;
}

export type Measured =
  | {
      kind: "measured";
      /** In the measure's unit. */
      observed: number;
      seen: Observation;
      /** Left out: whether it keeps the gate's limit. */
      ok?: boolean;
      /** null: nothing that a reader must know. */
      finding?: Finding | null;
    }
  /** Why it cannot be. */
  | { kind: "unmeasured"; why: Unmeasured }
  /** Nobody lived to see the time that is asked for. */
  | { kind: "nobody-timed"; what: TimedEvent };
