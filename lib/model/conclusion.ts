/** Conclusions of experiments, in codes and numbers: lib/experiments/ concludes it, and lib/report/ makes journals and reports of it. */
import type { Checker } from "./checker";
import type { ArmJournal } from "./comparison";
import type { StormConfig } from "./config";
import type { Start } from "./evidence";
import type { RunEnd, Verdict } from "./journal";
import type { NonEmpty } from "./non-empty";
import type { Reason } from "./reason";
import type { StopReason } from "./stop-reason";
import type { Trial } from "./trial";
import type { Shrunk, SweepJournal } from "./trials-journal";

export interface ComparisonConclusion {
  /** From the gentlest to the harshest. */
  arms: NonEmpty<ArmJournal>;
  /** Names of the arms that decide the exit code. */
  gate: string[];
  cutShort: boolean;
  end: RunEnd;
  /** The worst verdict of the arms that decide. */
  verdict: Verdict;
  /** The arms that decide, by their verdict; the worst first. */
  deciding: { verdict: Verdict; names: string[] }[];
  changes: Cure[];
}

/** What would turn an unsafe arm into one that this run has seen to be safe. */
export interface Cure {
  arm: ArmJournal;
  /** The safe arm whose behaviour on the wire it would get. */
  into: ArmJournal;
  means:
    | { kind: "lines"; product: string; lines: string[] }
    /** The safe arm is a configuration, which can be taken over as it is. */
    | { kind: "configuration" }
    /** Nobody knows of a setting. */
    | { kind: "other-check" };
}

/** Why a trial came out as it did. */
export type TrialReason =
  | Reason
  /** The checks closed so much later than they should that they say something of another delay. */
  | { kind: "closed-late"; ms: number; delayMs: number }
  /** Clients only connected, and the accept queue cannot be read; `advice`: which CLIENT would prove more. */
  | { kind: "queue-unreadable"; advice: string | null };

export type TrialsEnd =
  | { kind: "complete" }
  /** k6 ended the run, and nobody knows more. */
  | { kind: "cut-short" }
  | { kind: "stopped"; why: StopReason };

/** What a sweep and a search for the least that harms have in common. */
export interface TrialsConclusion {
  config: StormConfig;
  /** RESET_URL restarts the target between the trials. */
  resets: boolean;
  trials: readonly Trial[];
  end: TrialsEnd;
  startedAt: string;
  /** null: `setup` did not finish. */
  client: Start["client"] | null;
  /** What `setup` has to say of the target and the clients. */
  notes: readonly string[];
}

export interface SweepConclusion extends TrialsConclusion {
  sweep: SweepJournal["sweep"];
}

export interface MinimalConclusion extends TrialsConclusion {
  checker: Checker;
  hold: Hold | null;
  /** So far, where the search did not come to its end; null: nothing. */
  found: Shrunk | null;
  /** Runs of each storm that were asked for. */
  runs: number;
  /** Makes a single run with the storm that was found; empty where nothing harms always. */
  command: string;
}

/** How long a check keeps its connection open without a word of its own. */
export interface Hold {
  /** As long as the product holds it, ms; null: to the end of the phase. */
  ms: number | null;
  /** How a user makes it shorter; null: it is the product's own. */
  by: "HOLD" | "steps" | null;
}
