/** The changes between two journals, in codes and numbers: lib/report/difference-words.ts writes the words. */
import type { Quantiles, Verdict } from "./journal";
import type { Bracket, GateFigures, JournalFigures, LeastFigures } from "./journal-figures";
import type { PhaseName } from "./phases";

/**
 * `mixed`: something is worse, and something else better. `same`: nothing that these runs could show. `unknown`: one of them is
 * inconclusive, so that nothing can be said.
 */
export type DifferenceOutcome = "worse" | "better" | "mixed" | "same" | "unknown";

export interface JournalDifference {
  schema: "probe-storm-diff/1";
  kind: JournalFigures["kind"];
  outcome: DifferenceOutcome;
  old: Side;
  new: Side;
  /** What else differs than the service: it weakens whatever is said below. */
  unlike: Unlikeness[];
  changes: Change[];
  /** Arms of which nothing can be said, and why. */
  untold: { arm: string; why: Untold }[];
}

export interface Side {
  startedAt: string;
  target: string;
  /** null: a sweep or a search has none. */
  verdict: Verdict | null;
  /** Why a run is inconclusive; empty where it is not. */
  reason: string;
}

export type Untold = "old-inconclusive" | "new-inconclusive" | "both-inconclusive" | "not-run" | "one-side-only";

/** How the runs of an arm differ. `arm` is empty where it holds for all arms, or where there are none. */
export type Unlikeness = { arm: string } & RunUnlikeness;

/** Something about the runs themselves that differs; null: the default, or not told. */
export type RunUnlikeness =
  | { kind: "setting"; name: string; old: string | null; new: string | null }
  | { kind: "target" | "client" | "evidence" | "sweep"; old: string; new: string }
  | { kind: "version"; of: string; old: string | null; new: string | null }
  | { kind: "phase-length"; phase: PhaseName; oldSeconds: number; newSeconds: number }
  | { kind: "checker"; name: string; what: "style" | "nodes" | "intervalMs" | "speedup"; old: string; new: string }
  | { kind: "checker-missing" | "gate-missing" | "arm-missing"; name: string; missingIn: "old" | "new" }
  | { kind: "gate-limit"; name: string; old: GateFigures; new: GateFigures }
  | { kind: "cut-short"; side: "old" | "new"; end: string }
  | { kind: "second-storm"; side: "old" | "new" }
  /** An exchange with a healthy server inside the generator took so long, at the median: the machine is another one, or was busy. */
  | { kind: "machine"; phase: PhaseName; oldMs: number; newMs: number }
  /** The old journal began later than the new one. */
  | { kind: "order"; old: string; new: string };

/**
 * `worse` and `better` count. `told`: it differs, and counts for nothing. `noise`: it differs by no more than chance makes it differ.
 * `same`: it does not differ. `unknown`: one of the two does not tell.
 */
export type Result = "worse" | "better" | "told" | "noise" | "same" | "unknown";

export interface Tally {
  attempts: number;
  accepted: number;
}

export type GateState = "met" | "lost" | "not-measured";

export type Change = { arm: string; result: Result } & (
  | { about: "verdict"; old: Verdict; new: Verdict }
  | {
      about: "gate";
      name: string;
      old: GateFigures & { state: GateState };
      new: GateFigures & { state: GateState };
      /** Why the change of state says nothing of the service; null: it does. */
      but: "other-limits" | "not-measured" | null;
      /** Both runs' counts are what chance makes of one and the same service. */
      chance: boolean;
    }
  | {
      about: "accepted";
      phase: PhaseName;
      old: Tally;
      new: Tally;
      /** How likely chance alone makes them differ so much. */
      chance: number;
      /** Losses come in bursts, and this many at once count as one; 1: they do not. */
      burst: number;
      /** The fewest lost clients of the new run that would have shown; null: not even all of them. */
      wouldShow: number | null;
    }
  | { about: "cause"; old: string; new: string }
  | { about: "outage"; phase: PhaseName; oldMs: number; newMs: number }
  | {
      about: "time";
      phase: PhaseName;
      what: "answer" | "connect";
      old: Quantiles;
      new: Quantiles;
      /** More clients of that side waited long than chance makes it; null: of neither. `mixed`: at the median one, in the tail the other. */
      slower: "old" | "new" | "mixed" | null;
      /** A difference of less than this, ms, is too little to count, and so is one of less than twice as long. */
      leastMs: number;
      /** A median of the new run above this would have shown; null: no time would have. */
      wouldShowMs: number | null;
    }
  | { about: "queue"; old: QueueSide; new: QueueSide; chance: number }
  /** `perCheck`: null where it was looked for and not found. */
  | { about: "leak"; what: string; of: string; old: number | null; new: number | null }
  | { about: "finding"; kind: string; name: string; old: string | null; new: string | null }
  | { about: "log"; old: LogSide; new: LogSide; chance: number }
  | {
      about: "checks-failed";
      checker: string;
      old: { sent: number; failed: number };
      new: { sent: number; failed: number };
      chance: number;
    }
  /** Shares of its time in which it said UP; null: not known. */
  | { about: "opinion"; checker: string; old: number | null; new: number | null }
  | { about: "dose"; old: number | null; new: number | null }
  | { about: "own-rate"; old: string; new: string }
  | {
      about: "trials";
      /** Over the delays that both looked at. */
      delays: number;
      old: { runs: number; harmed: number };
      new: { runs: number; harmed: number };
      chance: number;
      /** Delays, ms, at which no run harmed and now each does, and the other way round. */
      nowHarmful: number[];
      nowHarmless: number[];
    }
  | { about: "harms"; old: LeastFigures["harms"]; new: LeastFigures["harms"] }
  | { about: "least"; what: "checks" | "everyMs" | "delayMs" | "holdMs"; old: Bracket; new: Bracket }
);

export type ChangeAbout = Change["about"];

export interface QueueSide {
  kept: number;
  checks: number;
  full: boolean;
}

export interface LogSide {
  bytesPerCheck: number;
  linesPerCheck: number | null;
  checks: number;
}
