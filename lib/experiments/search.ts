/** Searches for the least that harms, and keeps what it has found so far. */
import type { Storm, TrialResult } from "../model/trial";
import type { Question, Shrunk } from "../model/trials-journal";
import { repeat } from "./repeat-trial";
import { lastOf } from "../model/non-empty";

export interface SearchOptions {
  runs: number;
  /** Each connection is a node of its own (`hold`): as many checks as nodes. */
  checkPerNode: boolean;
  /** Is told of the least so far, whenever there is a lesser one: the search may be cut short. */
  note?: (soFar: Shrunk) => void;
}

type Looking<Result> = Generator<Storm, Result, TrialResult>;

/** The two ends of a gap: what harms, and what does not (0: nothing is known that does not). */
interface Gap {
  harms: number;
  harmless: number;
  near: (harms: number, harmless: number) => boolean;
  middle: (harms: number, harmless: number) => number;
  storm: (value: number) => Shrunk["storm"];
  /** Is told of each step: what harms now, and the nearest that was seen not to. */
  better: (harms: number, harmless: number | null) => void;
}

export interface Search {
  readonly found: Shrunk;
  tell(news: Partial<Shrunk>): void;
  /** The question needs no more trials. */
  settle(question: Question, news?: Partial<Shrunk>): void;
  /** In every one of so many runs. */
  harms(storm: Shrunk["storm"], times?: number): Looking<boolean>;
  /** One trial, or as many as it takes to a clear one. */
  trial(storm: Storm): Looking<TrialResult>;
  /** What was unclear is never named as what does not harm. */
  unlessUnclear<T>(value: T): T | null;
  /** Halves the gap, and goes back where the end of it does not harm again. */
  bisect(gap: Gap): Looking<void>;
}

/** More runs for what a gap was halved to: halving rests on each of its steps. */
const CONFIRM = 2;

export function startSearch(begin: Shrunk, { runs, checkPerNode, note = () => undefined }: SearchOptions): Search {
  let found = begin;
  /** What the last candidate that does not harm in every run came to. */
  let seen: TrialResult["outcome"] = "harmed";

  function tell(news: Partial<Shrunk>): void {
    found = { ...found, ...news };
    const { checks, intervalMs, nodes } = found.storm;
    // The rate of one check is no rate.
    found.everyMs = checks > 1 && !checkPerNode ? intervalMs / nodes : null;
    if (found.everyMs === null) found.unsettled = found.unsettled.filter((question) => question !== "rate");
    if (nodes === 1) found.unsettled = found.unsettled.filter((question) => question !== "nodes");
    note(found);
  }

  function* trial(storm: Storm): Looking<TrialResult> {
    const results = yield* repeat(storm, 1);
    found.trials += results.length;
    return lastOf(results);
  }

  function* harms(storm: Shrunk["storm"], times = runs): Looking<boolean> {
    for (let run = 0; run < times; run++) {
      const result = yield* trial(storm);
      seen = result.outcome;
      if (seen === "unclear") found.unclear = true;
      if (seen !== "harmed") return false;
      found.last = result;
    }
    return true;
  }

  const unlessUnclear = <T>(value: T) => (seen === "unclear" ? null : value);

  function* bisect({ near, middle, storm, better, ...gap }: Gap): Looking<void> {
    const proven = [gap.harms];
    let { harmless } = gap;
    let harmlessSeen = harmless === 0 ? null : unlessUnclear(harmless);
    const fails = (value: number) => {
      harmless = value;
      harmlessSeen = unlessUnclear(value) ?? harmlessSeen;
      better(lastOf(proven), harmlessSeen);
    };
    for (;;) {
      const best = lastOf(proven);
      if (!near(best, harmless)) {
        const value = middle(best, harmless);
        if (yield* harms(storm(value))) {
          proven.push(value);
          better(value, harmlessSeen);
        } else fails(value);
      } else if (proven.length > 1 && !(yield* harms(storm(best), CONFIRM))) {
        proven.pop();
        fails(best);
      } else return;
    }
  }

  return {
    get found() {
      return found;
    },
    tell,
    settle: (question, news = {}) =>
      tell({ ...news, unsettled: found.unsettled.filter((other) => other !== question) }),
    harms,
    trial,
    unlessUnclear,
    bisect,
  };
}
