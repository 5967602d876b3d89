/** Why a run ended with its verdict: a code with its numbers. lib/report/reason-text.ts writes the sentences. */
import type { Cause } from "./extension";
import type { Evidence, Start } from "./evidence";
import type { Finding, Leak, RaisedRateHarm } from "./finding";
import type { FloorResult } from "./floor-result";
import type { Afterwards, GateResult } from "./gate-result";
import type { Stat } from "./gates";
import type { PhaseName } from "./phases";

/** Who answered the clients: of the kernel alone nobody can say that a client got in. */
export type ClientEvidence = Start["client"]["evidence"];

export interface Tally {
  attempts: number;
  accepted: number;
}

export type Reason =
  /** `error`: what `setup` reported; null where it reported nothing. */
  | { kind: "no-setup"; error: string | null }
  | { kind: "generator-failed"; floors: FloorResult[] }
  | ControlReason
  | { kind: "cut-short"; end: Evidence["end"]; phase: PhaseName | null }
  /** Gates were lost without a check that reached the service. */
  | { kind: "no-check-made"; sent: number; lost: GateResult }
  /** Gates were lost, and no check became a connection that `accept()` returns. */
  | { kind: "checks-not-seen"; lost: GateResult }
  | HarmReason
  /** No client was harmed. */
  | { kind: "cost"; clients: ClientEvidence; cost: Cost }
  | { kind: "too-little-seen"; floors: FloorResult[] }
  | { kind: "nothing-measured"; gates: GateResult[] }
  | { kind: "kernel-alone" }
  | {
      kind: "held";
      clients: ClientEvidence;
      storm: Tally | null;
      recovery: Tally | null;
      /** Checks. */
      sent: number;
      verified: number;
    }
  | OwnRateReason;

/** Clients alone are not served, or too few came to say so. */
export type ControlReason =
  | { kind: "control-too-small"; clients: number; atLeast: number }
  | (FailingControl & { kind: "control-shut-out"; attempts: number })
  /** The first clients were served, and most of the later ones were not. */
  | (FailingControl & { kind: "control-breaks"; first: number; later: Tally })
  | (FailingControl & { kind: "control-fails"; clients: Tally })
  | { kind: "control-fills-queue"; connections: number };

interface FailingControl {
  cause: Cause | null;
  /** One error of that cause, as the client saw it. */
  example: string | null;
}

export interface HarmReason {
  kind: "harm";
  clients: ClientEvidence;
  seen: SeenHarm;
  end: RecoveryEnd;
  cause: Cause | null;
  /** Clients were first queued and not served; then the queue was full. */
  overflowed: boolean;
  cost: Cost;
  /** null: the harm came after the last check. */
  status: StatusSinceHarm | null;
}

/** What clients got. */
export type SeenHarm =
  | { kind: "in-storm"; storm: Tally; longestOutageMs: number }
  /** `night`: the harm showed after a night, in which only checkers came. */
  | { kind: "after-storm"; storm: Tally | null; night: boolean; recovery: Tally }
  /** No client was lost. */
  | { kind: "gate"; lost: GateResult };

/** What clients got once the checks had stopped. */
export type RecoveryEnd =
  | { kind: "back-after"; ms: number }
  /** No client was lost, but all had to wait: what the recovery's clients did. */
  | { kind: "waited"; afterwards: Afterwards; what: "answer" | "connect"; stat: Stat; ms: number }
  | { kind: "no-clients" }
  /** `observed`: in the recovery; else in the storm, when clients were last seen. */
  | ({ kind: "back" | "queue-not-drained" | "shut-out"; observed: boolean } & Tally);

/** What the checks cost the service itself. */
export interface Cost {
  /** What it keeps of each check, or of every connection; null: nothing that counts here. */
  kept: { leaks: Leak[]; leftBy: Leak["leftBy"] } | null;
  findings: Finding[];
}

/** What the checkers believed from the harm to the last check. */
export interface StatusSinceHarm {
  known: { checker: string; upShare: number }[];
  unknown: { checker: string; opinion: UnknownOpinion }[];
}

/** Why it is not known what a checker would have said; `up`: the opinion that it would have changed. */
export type UnknownOpinion = { up: boolean } & (
  | { kind: "held" | "interrupted" | "not-recorded" }
  | { kind: "unfinished"; longestCheckMs: number }
  | {
      kind: "too-few";
      results: number;
      wanted: number;
      afterHarm: boolean;
      /** Nodes of which it is not known, and all of them. */
      unknownNodes: number;
      nodes: number;
      /** At its own rate, the most that the change takes. */
      longestMs: number;
    }
);

/** What is known of the balancer's own rate, after harm at a raised one. */
export type OwnRateReason =
  | { kind: "second-storm-too-short"; first: Reason; factor: number; secondStormMs: number }
  | { kind: "second-storm-not-made"; first: Reason; factor: number }
  | { kind: "second-storm-inconclusive"; firstStorm: RaisedRateHarm; second: Reason }
  | { kind: "held-at-own-rate"; firstStorm: RaisedRateHarm; second: Reason }
  | { kind: "harmed-at-own-rate"; factor: number; ownFactor: number; second: Reason }
  | { kind: "cost-at-own-rate"; clients: ClientEvidence; cost: Cost; firstStorm: RaisedRateHarm }
  /** What the service keeps of each check, it keeps at any rate; `clients`: why nothing is known of them. */
  | { kind: "cost-at-any-rate"; cost: Cost; clients: Reason };
