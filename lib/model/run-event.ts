/**
 * What a run says of itself while it goes on, as events of the recorder: VUs share nothing else with the driver, `teardown` and
 * `handleSummary`. lib/measures/run-events.ts reads them.
 */
import type { ArmJournal } from "./comparison";
import type { Evidence, Start } from "./evidence";
import type { SecondStorm } from "./plan";
import type { StopReason } from "./stop-reason";
import type { Trial } from "./trial";

/** Which node speaks: of which checker, and in which storm it checks (the name of the first phase that it checks in). */
export interface NodeName {
  checker: string;
  node: number;
  storm: string;
}

/** A moment, ms: on the recorder's clock; and on the product's own, which counts from this node's begin. See own-clock.ts. */
export type Moment = readonly [atMs: number, ownMs: number];

/** This node has changed its mind. */
export interface ChangeOfMind extends NodeName {
  up: boolean;
  /** When it knew the result that decided; when the first check began whose result spoke for the new opinion. */
  at: Moment;
  since: Moment;
}

/** This node has made its last check. */
export interface LastWord extends NodeName {
  /** Results that it had in all, and how often it changed its mind. */
  results: number;
  changes: number;
  /** The end of its time. */
  at: Moment;
  /** A check was under way then whose failure would have taken the target DOWN. */
  undecided: boolean;
  /** The begin of the checks that gave its last results: as many as decide an opinion, or all. */
  last: Moment[];
}

/** The fields of each kind of event. */
export interface RunEvents {
  opinion: ChangeOfMind;
  node: LastWord;
  /** What a node's check came to, in the product's own word; only where it changes. */
  outcome: { checker: string; node: number; word: string };
  /** The run has begun: k6 has called `setup`. */
  setup: Record<never, never>;
  /** The run was refused before its first packet. */
  refused: { why: string };
  /** FAIL_FAST: this gate is lost. */
  "fail-fast": { gate: string };
  /** Not one client of the baseline got in. */
  "no-control": Record<never, never>;
  /** The phases are over. */
  end: { end: Evidence["end"] };
  /** After harm at a raised rate: whether clients got in again. */
  watched: { back: boolean };
  /** A second storm begins; and it went all its way. */
  "second-storm": { storm: SecondStorm };
  "second-storm-done": Record<never, never>;
  /** The arm or trial that begins, by its place in the order in which they are run. */
  running: { index: number; start: Start };
  /** All arms, or trials, that are over; the last of these events counts. */
  "finished-arms": { arms: ArmJournal[] };
  trials: { trials: Trial[] };
  /** The driver runs no more arms or trials. */
  stopped: { why: StopReason };
  /** A function of this project threw: its message, without the stack. */
  exception: { message: string };
}

export type RunEventKind = keyof RunEvents;

export type RunEvent = { [Kind in RunEventKind]: { kind: Kind } & RunEvents[Kind] }[RunEventKind];
