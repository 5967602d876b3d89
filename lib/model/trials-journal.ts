/** journal.json of delay-sweep and of minimal-storm: contracts that outside scripts read. Fields are added, never changed. */
import type { Cause, Ending } from "./extension";
import type { JournalSetting, RunEnd, Verdict } from "./journal";
import type { Outcome, Storm, TrialResult } from "./trial";
import type { Count, Milliseconds, Moment } from "./units";

export interface TrialsJournal {
  schema: "probe-storm/1";
  startedAt: Moment;
  /** `host:port` as given, or `embedded:<flaw>`. */
  target: string;
  /** `kernel`: the clients only connected, and the accept queue was the witness. */
  evidence: "service" | "kernel";
  /** What it was, and what it took for an answer, in words. */
  client: string;
  /** `complete`, or why it ended before it knew enough; `end` tells which of them it is. */
  ended: string;
  end: RunEnd;
  /** How many were made. */
  trials: Count;
  /** Assumptions, caveats and fallbacks that a reader must know. */
  notes: string[];
  /** Every setting that was not at its default. */
  settings: JournalSetting[];
}

/** The delay of a check's close, swept over a range. */
export interface SweepJournal extends TrialsJournal {
  kind: "sweep";
  sweep: {
    /** Its name. */
    checker: string;
    /** How its checks end: an `Ending` of k6/x/healthcheck. */
    ending: Ending["kind"];
    rates: {
      /** Checks of all nodes a second. */
      ratePerSecond: number;
      bands: Band[];
      edges: Edge[];
      points: Point[];
    }[];
  };
}

/** The search for the least that harms. */
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
  /** From the handshake to the close. */
  delayMs: Milliseconds;
  /** `mixed`: some runs harmed and some did not: a race. */
  outcome: "harmed" | "harmless" | "mixed" | "unclear";
  runs: Count;
  /** Runs that did harm. */
  harmed: Count;
  verdicts: Verdict[];
  /** The most frequent cause in the runs that harmed. */
  cause: Cause | null;
}

/** Neighbouring delays that came out alike. */
export interface Band {
  fromMs: Milliseconds;
  toMs: Milliseconds;
  outcome: Point["outcome"];
  verdict: Verdict;
  cause: Cause | null;
  /** Trials behind it, and how many of them harmed. */
  runs: Count;
  harmed: Count;
  /** Delays. */
  points: Count;
}

/** Where harm begins or ends. */
export interface Edge {
  /** The last delay on the shorter side, and the first on the longer one, of which all runs came out alike; or an end of the range. */
  fromMs: Milliseconds;
  toMs: Milliseconds;
  /** Where the majority of the runs changes. */
  atMs: Milliseconds;
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
  storm: Storm & { checks: Count };
  /** The largest smaller one that was seen not to harm in every run; null: none was. */
  fewerChecks: Count | null;
  /** The slowest interval between two checks, over all nodes, that harms, and the next slower one that does not. */
  everyMs: Milliseconds | null;
  tooSlowMs: Milliseconds | null;
  /** The longest delay of the close that harms, and the next longer one that was seen not to, or null; null where that is not asked. */
  within: { harmsMs: Milliseconds; harmlessMs: Milliseconds | null } | null;
  /** The shortest hold that harms, and the next shorter one that was seen not to, or null. */
  held: { harmsMs: Milliseconds; harmlessMs: Milliseconds | null } | null;
  /** Whether a smaller storm was tried without a clear result: the one that was found may not be the least. */
  unclear: boolean;
  /** What the search had not come to the end of when it was cut short; empty when it was not. */
  unsettled: Question[];
  /** Runs that `storm` harmed in, all of them; fewer than were asked for where the search was cut short in the first ones. */
  runs: Count;
  /** The last run of `storm`. */
  last: TrialResult;
  trials: Count;
}
