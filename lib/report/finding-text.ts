/** All words on what a service loses, or spends: one entry for each finding, so that a new measure has its words in one place. */
import type { Finding, FindingKind, FindingOf } from "../model/finding";
import type { JournalFinding } from "../model/journal";
import { MEASURES } from "../measures";
import type { FindingMeasure, MeasuredKind, NothingOf } from "../model/measures";
import { amount, counted, digits, printable } from "../text/format";
import { leakText } from "./leak-text";
import { logNoiseText } from "./log-noise-text";
import { raisedRateText } from "./raised-rate-text";
import { atLeast } from "./sentence";

type Of<Kind extends FindingKind> = FindingOf<Kind>;

interface FindingWords<Kind extends FindingKind> {
  /** What was seen: half a sentence, with its numbers. */
  text(finding: Of<Kind>): string;
  /** The numbers by themselves, for scripts. */
  figures(finding: Of<Kind>): JournalFinding["figures"];
}

/** Of a finding that a gate may limit. */
interface MeasureWords<Kind extends FindingKind> extends FindingWords<Kind> {
  /** What it costs the service; goes on behind "clients got in, and". */
  verdict: string;
  /** The same in a table. */
  cell: string;
  /** What usually ends it, the most useful line first. */
  advice: readonly [string, ...string[]];
  /** What was seen of the measure where nothing was found. */
  nothing: Readonly<Record<NothingOf<Kind>, string>>;
}

const WORDS: { [Kind in FindingKind]: Kind extends MeasuredKind ? MeasureWords<Kind> : FindingWords<Kind> } = {
  growth: {
    text: ({ leak }) => leakText(leak),
    figures({ leak: { what, leftBy, perCheck, limit, limitReachedInMs } }) {
      return { what, of: leftBy, perCheck, limit, limitReachedInMs };
    },
    verdict: "each check leaves something behind",
    cell: "leaks",
    advice: [
      "Close and free on every path: after EOF, after ECONNRESET, after a greeting that failed, after an exception.",
      "On the target's host ls -l /proc/PID/fd, ss -tanp and a heap or thread dump show what is kept.",
      "If it goes back after an idle timeout of the service, run with a RECOVERY longer than that.",
    ],
    nothing: { "nothing-grew": "nothing grew with the checks" },
  },
  threads: {
    text: ({ before, after, checks }) => `threads ${before} → ${after} within ${counted(checks, "check")}`,
    figures: ({ before, after, checks }) => ({ before, after, checks }),
    verdict: "the checks end the service's threads",
    cell: "threads end",
    advice: [
      "The checks end your workers: catch whatever a connection may throw (ECONNRESET, EPIPE, an end before the request), and let the worker go on.",
      "Start a worker anew when one has ended, and log why it did.",
    ],
    nothing: { "no-thread-ended": "no thread ended with the checks" },
  },
  memory: {
    text({ beforeBytes, afterBytes, checks }) {
      return `memory ${amount(beforeBytes)} → ${amount(afterBytes)} over ${checks} checks, and it stayed`;
    },
    figures: ({ beforeBytes, afterBytes, checks }) => ({ beforeBytes, afterBytes, checks }),
    verdict: "the checks made the service's memory jump",
    cell: "memory jumps",
    advice: [
      "Look at what an error on a fresh connection allocates and keeps: a buffer for each, a stack trace, a queue of what failed.",
    ],
    nothing: {
      "no-memory-jump": "memory did not jump with the checks",
      "no-memory-jump-with-checks": "memory did not jump while there were checks",
    },
  },
  busy: {
    text({ beforeShare, afterShare, hadShare }) {
      const starved = afterShare > hadShare ? ` (it had ${wholePercent(hadShare)}, the machine was busy)` : "";
      return `busy at ${wholePercent(afterShare)} of a core after the checks had stopped, ${wholePercent(beforeShare)} before${starved}`;
    },
    figures: ({ beforeShare, afterShare }) => ({ beforeShare, afterShare }),
    verdict: "the service stays busy after the checks",
    cell: "stays busy",
    advice: [
      "After an end or an error of a connection take it out of whatever the loop waits for (epoll, select, a list of its own): a loop with an entry that is always ready never sleeps.",
    ],
    nothing: { "not-busier": "no busier after the checks than before" },
  },
  restarts: {
    text(finding) {
      return `the service's process was replaced by another one ${atLeast(finding.atLeast)} after the first check`;
    },
    figures: (finding) => ({ atLeast: finding.atLeast }),
    verdict: "the checks end the service's process",
    cell: "restarts",
    advice: [
      "The checks end the process: look for the crash in its log, and let a failed connection end that connection alone.",
    ],
    nothing: {
      "same-process": "the service's process stayed the same one",
      "replaced-without-checks": "the service's process was replaced before the first check as well, and as often",
    },
  },
  log: {
    text: logNoiseText,
    figures({ source, bytesPerCheck, linesPerCheck, checksPerDay, example }) {
      const bytesPerDay = bytesPerCheck * checksPerDay;
      const linesPerDay = linesPerCheck === null ? null : linesPerCheck * checksPerDay;
      return { source, bytesPerCheck, linesPerCheck, bytesPerDay, linesPerDay, example: printable(example) };
    },
    verdict: "the checks fill the service's log",
    cell: "fills its log",
    advice: [
      "Log an end before the first request at a level that is off by default, or count it: to a health check it is the normal case.",
      "Until then leave the checkers' addresses out of the log, and rotate it by size.",
    ],
    nothing: { "nothing-logged": "the checks write nothing to its log" },
  },
  counter: {
    text: ({ name, perCheck }) => `${printable(name)} +${digits(perCheck)} per check`,
    figures: ({ name, perCheck, perClient }) => ({ name: printable(name), perCheck, perClient }),
  },
  "raised-rate": {
    text: raisedRateText,
    figures: ({ factor, checksBefore, forgetsAfterMs }) => ({ factor, checksBefore, forgetsAfterMs }),
  },
};

export const findingKinds = Object.keys(WORDS) as FindingKind[];

function wholePercent(share: number): string {
  return `${Math.round(Math.max(0, share) * 100)} %`;
}

export function findingText(finding: Finding): string {
  return wordsOf(finding).text(finding);
}

export function figuresOf(finding: Finding): JournalFinding["figures"] {
  return wordsOf(finding).figures(finding);
}

/** An entry takes findings of its own kind, which is the kind that it was looked up by. */
function wordsOf({ kind }: Finding): FindingWords<FindingKind> {
  return WORDS[kind] as FindingWords<FindingKind>;
}

/** What the checks cost a service that loses no client, by the measure of the gate that was lost for it. */
export function costWords(measure: FindingMeasure): { verdict: string; cell: string } {
  return WORDS[MEASURES[measure].finding];
}

/** Of what no gate limits nothing is advised. */
export function costAdviceLines(kind: FindingKind): readonly string[] {
  const words = WORDS[kind];
  return "advice" in words ? words.advice : [];
}

const NOTHING: Readonly<Record<NothingOf<MeasuredKind>, string>> = Object.assign(
  {},
  ...Object.values(WORDS).map((words) => ("nothing" in words ? words.nothing : {})),
);

export function nothingFoundText(kind: NothingOf<MeasuredKind>): string {
  return NOTHING[kind];
}
