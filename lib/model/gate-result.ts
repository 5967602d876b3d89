/** The results of the gates of a run. */
import type { Finding, Leak } from "./finding";
import type { Gate, Stat } from "./gates";
import type { NothingFound } from "./measures";

export interface GateResult {
  gate: Gate;
  ok: boolean;
  /** In the gate's own unit; null when the run gave nothing to measure: `ok`, unless because every client was shut out. */
  observed: number | null;
  seen: Observation;
  /** Whether a slowdown in the storm that lost its gate ended with the checks. */
  afterwards?: Afterwards;
}

/** What was seen of a gate's measure, beside the number that is `observed`: each measure of lib/measures/ adds its own. */
export interface Observations {
  leaks: { leaks: Leak[] };
  finding: { finding: Finding };
  /** Nobody lived to see the time that is asked for. */
  "nobody-timed": { what: TimedEvent };
  "not-measured": { why: Unmeasured };
}

export type ObservationOf<Kind extends keyof Observations> = {
  [K in Kind]: { kind: K } & Observations[K];
}[Kind];

export type Observation = ObservationOf<keyof Observations> | { kind: NothingFound };

export type TimedEvent = "connect" | "first-byte" | "answer";

/** Why a gate could not be measured. `reason`: what the extension says, empty where it says nothing. */
export type Unmeasured =
  | { kind: "no-phase" | "no-clients" | "cut-short" | "baseline-without-times" }
  | { kind: "nobody-timed"; what: TimedEvent }
  | { kind: "shared-slowdown"; slowdown: SharedSlowdown }
  | { kind: "noisy-baseline"; noise: BaselineNoise }
  | { kind: "queue-not-read"; reason: string }
  | { kind: "listener-ended" }
  | { kind: "queue-seldom-read"; samples: number }
  /** A second storm makes fewer checks: what the service keeps of them, the first one tells. */
  | { kind: "left-to-first-storm" }
  | {
      kind: "process-not-watched" | "threads-not-seen" | "memory-not-seen" | "cpu-time-not-seen" | "writes-not-seen";
      reason: string;
    }
  | { kind: "process-replaced" | "processes-changed" }
  | { kind: "recovery-not-finished" | "not-seen-in-recovery" | "recovery-too-short" }
  | { kind: "baseline-too-short"; toTell: "clients' cost" | "threads" | "writes" }
  | { kind: "too-few-checks"; checks: number; seconds: number };

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
