/** journal.json of delay-sweep and of minimal-storm: contracts that outside scripts read. Fields are added, never changed. */
import type { Cause } from "./extension";
import type { RunEnd, Verdict } from "./journal";
import type { Outcome, Storm, TrialResult } from "./trial";

export interface TrialsJournal {
  schema: "probe-storm/1";
  startedAt: string;
  target: string;
  /** `kernel`: the clients only connected, and the accept queue was the witness. */
  evidence: "service" | "kernel";
  client: string;
  /** `complete`, or why it ended before it knew enough; `end` tells which of them it is. */
  ended: string;
  end: RunEnd;
  trials: number;
  notes: string[];
  settings: { name: string; value: string; from: string }[];
}

export interface SweepJournal extends TrialsJournal {
  kind: "sweep";
  sweep: {
    checker: string;
    ending: string;
    rates: { ratePerSecond: number; bands: Band[]; edges: Edge[]; points: Point[] }[];
  };
}

export interface MinimalJournal extends TrialsJournal {
  kind: "minimal";
  /** The one line. */
  finding: string;
  /** Reproduces it; empty where nothing harms. */
  command: string;
  /** The least so far where the run was cut short: `unsettled` tells what had not been looked at to its end. */
  minimal: Shrunk | null;
  /** The trials, in the order in which they were made. */
  tried: { storm: Storm; outcome: Outcome; verdict: Verdict; cause: Cause | null }[];
}

/** A delay that was looked at. */
export interface Point {
  delayMs: number;
  /** `mixed`: some runs harmed and some did not: a race. */
  outcome: "harmed" | "harmless" | "mixed" | "unclear";
  runs: number;
  harmed: number;
  verdicts: Verdict[];
  /** Of the runs that harmed: the most frequent. */
  cause: Cause | null;
}

/** Neighbouring delays that came out alike. */
export interface Band {
  fromMs: number;
  toMs: number;
  outcome: Point["outcome"];
  verdict: Verdict;
  cause: Cause | null;
  /** Trials behind it, and how many of them harmed. */
  runs: number;
  harmed: number;
  points: number;
}

/** Where harm begins or ends. */
export interface Edge {
  /** The last delay on the shorter side, and the first on the longer one, of which all runs came out alike; or an end of the range. */
  fromMs: number;
  toMs: number;
  /** Where the majority of the runs changes. */
  atMs: number;
  /** The longer side harms. */
  begins: boolean;
  /** Runs disagree between the two. */
  mixed: boolean;
}

/** What is asked of a storm, in this order. */
export type Question = "checks" | "nodes" | "delay" | "rate" | "hold";

/** The least that harms, as far as it is known. */
export interface Shrunk {
  /** Whether the storm that it began with harmed. */
  harms: "always" | "sometimes" | "never" | "unclear";
  storm: Storm & { checks: number };
  /** The largest smaller one that was seen not to harm in every run; null: none was. */
  fewerChecks: number | null;
  /** The slowest interval between two checks, over all nodes, that harms, and the next slower one that does not. */
  everyMs: number | null;
  tooSlowMs: number | null;
  /** The longest delay of the close that harms, and the next longer one that was seen not to, or null; null where that is not asked. */
  within: { harmsMs: number; harmlessMs: number | null } | null;
  /** The shortest hold that harms, and the next shorter one that was seen not to, or null. */
  held: { harmsMs: number; harmlessMs: number | null } | null;
  /** Of something smaller nothing could be said: what was found may not be the least. */
  unclear: boolean;
  /** What the search had not come to the end of when it was cut short; empty when it was not. */
  unsettled: Question[];
  /** Runs that `storm` harmed in, all of them; fewer than were asked for where the search was cut short in the first ones. */
  runs: number;
  last: TrialResult;
  trials: number;
}
