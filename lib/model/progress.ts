/**
 * What happens while a run goes on, as data. lib/judge/ finds it in what the recorder has counted, lib/report/progress-text.ts has the
 * sentences, and PROGRESS=events prints it as JSON: a contract (docs/progress.md), in which fields are added and never changed.
 */
import type { Cause } from "./extension";
import type { Verdict } from "./journal";
import type { PhaseName } from "./phases";
import type { Storm, TrialResult } from "./trial";

/** The version of the contract. */
export const PROGRESS_VERSION = 1;

/** One of several storms: an arm of a comparison. `number` counts from 1. */
export interface ProgressArm {
  number: number;
  of: number;
  name: string;
}

export interface ProgressQueue {
  length: number;
  limit: number;
}

/** What a checker's nodes say: so many of them that the target is UP. */
export interface ProgressOpinion {
  checker: string;
  up: number;
  nodes: number;
}

export interface Happenings {
  /** The first phase is about to begin. */
  "run-begun": {
    target: string;
    checkers: string[];
    client: string;
    phases: { phase: PhaseName; ms: number }[];
    leftMs: number;
  };
  "phase-begun": PlaceInPhase & { ms: number; leftMs: number };
  /**
   * The first client of a phase is known to be lost. Said again with `earlier` where one that began before it turns out to be lost as well:
   * the last of them is the first.
   */
  "first-client-lost": PlaceInPhase & {
    /** The phase that the client counts for; others may have begun since. */
    of: PhaseName;
    /** Since the begin of that phase, ms; below 0 where it was overtaken by it. */
    beganMs: number;
    waitedMs: number;
    cause: Cause;
    earlier: boolean;
    /** No client has got in for a while: see `clients-shut-out`. */
    shutOut: boolean;
    /** null: it cannot be read. */
    queue: ProgressQueue | null;
  };
  /** Clients fail one after the other; `forMs`: since the last one that got in. */
  "clients-shut-out": PlaceInPhase & { failedInARow: number; forMs: number };
  /** Behind `clients-shut-out`; `sinceChecksMs`: since the end of the last phase of checks, null before it. */
  "clients-back": PlaceInPhase & { outageMs: number; sinceChecksMs: number | null };
  /** Half of the accept queue's limit is reached; there is no more room in it; it is all but empty again. */
  "queue-filling": PlaceInPhase & { queue: ProgressQueue };
  "queue-full": PlaceInPhase & { queue: ProgressQueue };
  "queue-drained": PlaceInPhase & { queue: ProgressQueue };
  /** All, some or none of its nodes say UP since `atMs`. `last`: it goes on changing its mind, and no more is said of it. */
  "checker-changed-mind": PlaceInPhase & ProgressOpinion & { last: boolean };
  /** Nobody listens at the target's address any more. `processEnded`: null where it was not seen. */
  "listener-gone": PlaceInPhase & { processEnded: boolean | null };
  "listener-back": PlaceInPhase & { goneMs: number };
  /** It has become another process, so often by now. */
  restarted: PlaceInPhase & { restarts: number };
  /** The phases are over, and these clients still wait. */
  "last-clients": { waiting: number; atMostMs: number };
  /** After harm at a raised rate: nothing checks, and clients are looked after until they get in again. */
  "watch-begun": { atMostMs: number };
  "watch-ended": { back: boolean };
  /** At `factor` times the balancer's own rate, which is 1 where that can be. */
  "second-storm-begun": { factor: number; leftMs: number };
  "arm-begun": { arm: ProgressArm; leftMs: { least: number; most: number } };
  "arm-ended": { arm: ProgressArm; verdict: Verdict; cause: Cause | null };
  /** `why`: the target did not come back, or nothing restarts it. */
  "arms-not-run": { names: string[]; why: string };
  /** `about`: as many as would be if all came out as expected; an edge that nobody knows of yet takes a few more. */
  "trials-begun": { trials: number; about: boolean; leftMs: number };
  "trial-begun": { number: number; of: number; about: boolean; leftMs: number; storm: Storm };
  "trial-ended": { number: number; of: number; about: boolean; leftMs: number; storm: Storm; result: TrialResult };
  /** Nothing goes on any more: the verdict comes next. */
  "run-over": Record<never, never>;
  /** How far it is, once a second. */
  status: PlaceInPhase & {
    leftMs: number;
    /** Clients of the phase; null in a phase without clients. */
    clients: { accepted: number; lost: number; waiting: number } | null;
    /** Checks of the storm so far. */
    checks: number;
    queue: ProgressQueue | null;
    /** Opinions of the first twenty checkers; empty where none checks. */
    opinions: ProgressOpinion[];
  };
}

export type HappeningKind = keyof Happenings;

/** When and where it happens, as far as that has a meaning for it. */
export interface HappeningPlace {
  /** Since the end of `setup`; in an arm, since the begin of its storm. */
  atMs?: number;
  phase?: PhaseName;
  /** Since the begin of the phase. */
  phaseMs?: number;
  /** In the second storm. */
  second?: true;
  arm?: ProgressArm;
}

/** The place of what happens in a phase of a storm. */
export interface PlaceInPhase extends HappeningPlace {
  phase: PhaseName;
  phaseMs: number;
}

export type HappeningOf<Kind extends HappeningKind> = {
  [K in Kind]: { kind: K } & HappeningPlace & Happenings[K];
}[Kind];

export type Happening = HappeningOf<HappeningKind>;
