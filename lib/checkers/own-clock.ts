/**
 * A node's time: when its checks are due in this run, and when the product would have made them at its own cadence.
 *
 * SPEEDUP only brings the next check sooner. What a check lasts is the same on both clocks: a timeout of 16 s takes 16 s, and at an
 * interval of 5 s the product misses three slots meanwhile. So UP and DOWN can be told in the product's own time.
 */
import { initialOpinion, nextOpinion, type Opinion } from "./health-status";
import { firstDue, intervalOf, nextDue, ownIntervalOf } from "./pacing";
import { rounded } from "../text/decimal";
import type { PlannedChecker } from "../model/plan";
import type { ChangeOfMind, LastWord, Moment, NodeName } from "../model/run-event";

export type Paced = Pick<
  PlannedChecker,
  | "rise"
  | "fall"
  | "initially"
  | "spread"
  | "nodes"
  | "cadence"
  | "holdsUntil"
  | "intervalMs"
  | "fastIntervalMs"
  | "downIntervalMs"
  | "plannedIntervalMs"
  | "turn"
>;

export interface NodeTime {
  opinion: Opinion;
  /** Where the phases count from, on the recorder's clock. */
  readonly originMs: number;
  /** When the next check is due: since the origin, as the phases are; and on the product's own clock, since the node began. */
  dueMs: number;
  ownDueMs: number;
  /** The end of the last check. */
  over: Moment;
  results: number;
  changes: number;
  /** When the first of the results in a row began that speak against the opinion; null when none does. */
  against: Moment | null;
  /** The begin of the checks that gave the last results, as many as decide an opinion, in a ring. */
  readonly last: Moment[];
}

/** One check as it was, on the recorder's clock. */
export interface CheckMade {
  beganMs: number;
  endedMs: number;
  /** When its result was known: before the end, where its connection was held on. */
  knownMs: number;
  /** null: it gave no result, because it was held until the phase ended. */
  ok: boolean | null;
  /** Its result decides by itself. */
  atOnce?: boolean;
}

type Change = Pick<ChangeOfMind, "up" | "at" | "since">;

/**
 * @param startMs when its checks begin, since the origin
 * @param random in [0, 1), see {@link firstDue}
 */
export function beginNode(checker: Paced, index: number, originMs: number, startMs: number, random: number): NodeTime {
  const first = firstDue(checker, index, random);
  return {
    opinion: initialOpinion(checker.initially),
    originMs,
    dueMs: startMs + first,
    ownDueMs: (first * checker.intervalMs) / checker.plannedIntervalMs,
    over: [originMs + startMs, 0],
    results: 0,
    changes: 0,
    against: null,
    last: [],
  };
}

/** Takes in the check that was due and finds when the next one is; the change of mind that it brought, else null. */
export function afterCheck(checker: Paced, node: NodeTime, check: CheckMade): Change | null {
  const { originMs, opinion, ownDueMs } = node;
  const { beganMs, endedMs, ok } = check;
  let change: Change | null = null;
  if (ok !== null) {
    const began: Moment = [beganMs, ownDueMs];
    node.last[node.results % Math.max(checker.rise, checker.fall)] = began;
    node.results += 1;
    node.opinion = nextOpinion(opinion, ok, checker, check.atOnce);
    if (node.opinion.up !== opinion.up) {
      node.changes += 1;
      const known: Moment = [check.knownMs, ownDueMs + check.knownMs - beganMs];
      change = { up: node.opinion.up, at: exact(known), since: exact(node.against ?? began) };
    }
    node.against = node.opinion.against > 0 ? (node.against ?? began) : null;
  }
  const ownEndMs = ownDueMs + endedMs - beganMs;
  node.over = [endedMs, ownEndMs];
  node.dueMs = nextDue(checker, intervalOf(checker, node.opinion), node.dueMs, endedMs - originMs);
  node.ownDueMs = nextDue(checker, ownIntervalOf(checker, node.opinion), ownDueMs, ownEndMs);
  return change;
}

/**
 * What a node has to say at its end.
 *
 * @param endMs of the time in which it checks, since the origin
 * @param unfinishedMs when the check began that the end cut short, on the recorder's clock; null when there was none
 */
export function lastWord(
  checker: Paced,
  node: NodeTime,
  endMs: number,
  unfinishedMs: number | null,
): Omit<LastWord, keyof NodeName> {
  const { opinion, results, changes, last } = node;
  const at = exact(endOf(node, node.originMs + endMs, unfinishedMs));
  const undecided = unfinishedMs !== null && opinion.up && !nextOpinion(opinion, false, checker).up;
  return { results, changes, at, undecided, last: last.map(exact) };
}

/** The end of its time; or, of a node that may make no more checks, the moment at which the product would have made the next. */
function endOf({ originMs, over, dueMs, ownDueMs }: NodeTime, endMs: number, unfinishedMs: number | null): Moment {
  // Within a check both clocks go alike.
  if (unfinishedMs !== null) return [endMs, ownDueMs + Math.max(0, endMs - unfinishedMs)];
  const [overMs, ownOverMs] = over;
  if (overMs >= endMs) return [endMs, ownOverMs - (overMs - endMs)];
  const nextMs = originMs + dueMs;
  if (nextMs <= endMs) return [nextMs, ownDueMs];
  return [endMs, ownOverMs + ((ownDueMs - ownOverMs) * (endMs - overMs)) / (nextMs - overMs)];
}

/** Microseconds are exact enough, and short enough to be kept a hundred thousand times. */
function exact([atMs, ownMs]: Moment): Moment {
  return [rounded(atMs, 3), rounded(ownMs, 3)];
}
