/** journal.json of compare-checkers: a single run's journal for each arm, and what they say together. */
import type { Journal, RunEnd, Verdict } from "./journal";
import type { Moment } from "./units";

/** One checker of a comparison: the journal of its run. */
export interface ArmJournal extends Journal {
  /** As CHECKERS names it. */
  name: string;
  /** What its checks do on the wire, in one line. */
  wire: string;
  /** Why there was no run; empty when there was one. */
  notRun: string;
}

/** Several checkers, one run each. */
export interface Comparison {
  schema: "probe-storm/1";
  kind: "comparison";
  startedAt: Moment;
  /** `host:port` as given, or `embedded:<flaw>`. */
  target: string;
  /** The worst verdict of the arms that decide. */
  verdict: Verdict;
  /** One or two sentences in plain words. */
  reason: string;
  cutShort: "" | "interrupted";
  /** `stopped`: some arms were not run, for the reason that their `notRun` gives. */
  end: RunEnd;
  /** The arms that decide the exit code. */
  gate: string[];
  /** Arms that were seen to do no harm. */
  safe: string[];
  /** Arms that did harm. */
  unsafe: string[];
  /** Arms of which nothing can be said. */
  unknown: string[];
  /** What would turn an unsafe arm into one that was seen to be safe here. */
  changes: Change[];
  /** From the gentlest to the harshest: the order in which they were run. */
  arms: ArmJournal[];
}

/** What would turn an unsafe arm into a safe one. */
export interface Change {
  /** The unsafe arm. */
  arm: string;
  /** What the checks of that arm do on the wire, in one line. */
  wire: string;
  /** The safe arm whose behaviour on the wire it would get. */
  into: string;
  /** What is safe instead, and how one gets there; half a sentence. */
  cure: string;
  /** Lines of the product's configuration; empty where it has no such setting. */
  lines: string[];
  /** One sentence for people. */
  text: string;
}
