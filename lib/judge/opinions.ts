/**
 * How long the nodes of a checker said UP and DOWN, on the product's own clock, and whether they could have said anything else.
 *
 * A harm that comes late in the storm leaves too few checks to take anything DOWN: then it is not known what the product would have
 * said of it.
 */
import type { Checker } from "../model/checker";
import { initialOpinion, nextOpinion, type Opinion } from "../checkers/health-status";
import { nextDue, ownIntervalOf } from "../checkers/pacing";
import { itemAt } from "../model/non-empty";
import type { PlannedChecker } from "../model/plan";
import type { ChangeOfMind, Moment } from "../model/run-event";
import type { NodeOpinions, RecordedOpinions } from "./recorded-opinions";

/** When a checker checks, on the recorder's clock; and the moment of the harm, null for none. */
export interface CheckedTime {
  storm: string;
  fromMs: number;
  toMs: number;
  harmMs: number | null;
}

export interface CheckerOpinion {
  /** Seconds of node time, on the product's own clock. */
  up: number;
  down: number;
  /** The part of `down` in which a checker that begins DOWN had not judged the service yet. */
  unjudged: number;
  /** The same from the harm on. */
  sinceHarm: { up: number; down: number };
  /** Nodes of which it is not known what they would have said. */
  unknown: UnknownNode[];
}

export interface UnknownNode {
  why: "too-few" | "held" | "unfinished" | "interrupted" | "not-recorded";
  /** Results that would have told, and how many it takes. */
  results: number;
  wanted: number;
  /** The opinion that they would have changed. */
  up: boolean;
}

export function opinionOf(recorded: RecordedOpinions, checker: PlannedChecker, time: CheckedTime): CheckerOpinion {
  const sum: CheckerOpinion = { up: 0, down: 0, unjudged: 0, sinceHarm: { up: 0, down: 0 }, unknown: [] };
  for (let node = 0; node < checker.nodes; node++) {
    const opinions = recorded.ofNode(checker.name, time.storm, node);
    const endMs = ownTime(opinions, checker, time.fromMs, time.toMs);
    const harmMs = time.harmMs === null ? endMs : ownTime(opinions, checker, time.fromMs, time.harmMs);
    const up = upSeconds(opinions, checker, harmMs, endMs);
    const down = endMs / 1000 - up.all;
    sum.up += up.all;
    sum.down += down;
    sum.unjudged += unjudgedSeconds(opinions, checker, down);
    sum.sinceHarm.up += up.since;
    sum.sinceHarm.down += (endMs - harmMs) / 1000 - up.since;
    const unknown = unknownOf(opinions, checker, time);
    if (unknown) sum.unknown.push(unknown);
  }
  return sum;
}

/** What one check may take, ms: its wait for the handshake and for the answer. */
export function longestCheckMs({ connections, timeoutMs: usual }: PlannedChecker): number {
  return Math.max(...connections.map(({ connectTimeoutMs = 0, timeoutMs = usual }) => connectTimeoutMs + timeoutMs));
}

/** What it takes at the most to change its mind, at the product's own cadence, ms: each check may take all the time that it has. */
export function longestToDecideMs(checker: PlannedChecker, up: boolean): number {
  const longestMs = longestCheckMs(checker);
  let opinion: Opinion = { up, against: 0, unproven: false };
  let dueMs = 0;
  for (;;) {
    const endMs = dueMs + longestMs;
    opinion = nextOpinion(opinion, !up, checker);
    if (opinion.up !== up) return endMs;
    dueMs = nextDue(checker, ownIntervalOf(checker, opinion), dueMs, endMs);
  }
}

/**
 * From the recorder's clock to the product's own. Between what is known of both, time goes evenly; beyond it, as the plan has it.
 */
function ownTime(
  { changes, lastWord }: NodeOpinions,
  { speedup }: Pick<PlannedChecker, "speedup">,
  fromMs: number,
  atMs: number,
): number {
  let before: Moment = [fromMs, 0];
  let after: Moment | null = null;
  // The last change up to then, and the next one.
  const next = firstAfter(changes, atMs);
  for (const { since, at } of changes.slice(Math.max(0, next - 1), next + 1)) {
    for (const moment of [since, at]) [before, after] = closer(before, after, moment, atMs);
  }
  if (lastWord) {
    for (const moment of [...lastWord.last, lastWord.at]) [before, after] = closer(before, after, moment, atMs);
  }
  const pace = after ? (after[1] - before[1]) / (after[0] - before[0]) : lastWord ? 0 : speedup;
  return before[1] + Math.max(0, atMs - before[0]) * pace;
}

/** The moments next to a time: the last one up to it, and the first one behind it. */
function closer(before: Moment, after: Moment | null, moment: Moment, atMs: number): [Moment, Moment | null] {
  const [ms] = moment;
  if (ms <= atMs) return [ms >= before[0] ? moment : before, after];
  return [before, after === null || ms < after[0] ? moment : after];
}

/** Index of the first change that was known after a time; they are in order. */
function firstAfter(changes: readonly ChangeOfMind[], atMs: number): number {
  let [low, high] = [0, changes.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (itemAt(changes, middle).at[0] > atMs) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Seconds until an own time: UP in all, and from another own time on. */
function upSeconds(
  { changes }: NodeOpinions,
  { initially }: Pick<Checker, "initially">,
  fromMs: number,
  endMs: number,
): { all: number; since: number } {
  let isUp = initialOpinion(initially).up;
  let sinceMs = 0;
  let all = 0;
  let since = 0;
  const goOnUntil = (atMs: number) => {
    if (isUp) {
      all += atMs - sinceMs;
      if (atMs > fromMs) since += atMs - Math.max(sinceMs, fromMs);
    }
    sinceMs = atMs;
  };
  for (const { at, up } of changes) {
    goOnUntil(Math.min(at[1], endMs));
    isUp = up;
  }
  goOnUntil(endMs);
  return { all: all / 1000, since: since / 1000 };
}

/** A checker that begins DOWN has judged once it came UP, or could have. */
function unjudgedSeconds({ changes, lastWord }: NodeOpinions, checker: PlannedChecker, down: number): number {
  if (initialOpinion(checker.initially).up) return 0;
  const [cameUp] = changes;
  if (cameUp) return Math.min(down, cameUp.at[1] / 1000);
  return lastWord && lastWord.results >= wantedResults(checker) ? 0 : down;
}

/** Results that decide for the first time. */
function wantedResults({ initially, rise, fall }: PlannedChecker): number {
  const { up, unproven } = initialOpinion(initially);
  if (unproven) return 1;
  return up ? fall : rise;
}

/** null: it is known what the node said. Without a harm: whether it had enough results to say the opposite of what it began with. */
function unknownOf(
  { changes, lastWord }: NodeOpinions,
  checker: PlannedChecker,
  time: CheckedTime,
): UnknownNode | null {
  const { harmMs } = time;
  const last = changes[changes.length - 1];
  const up = last ? last.up : initialOpinion(checker.initially).up;
  const judges = (wanted: number, results: number, why: UnknownNode["why"] = "too-few"): UnknownNode | null =>
    results >= wanted ? null : { why: results === 0 && held(checker) ? "held" : why, results, wanted, up };
  if (lastWord && lastWord.changes !== changes.length) return { why: "not-recorded", results: 0, wanted: 1, up };
  if (last && !last.up) return null;
  if (!up || harmMs === null) {
    if (last) return null;
    return judges(wantedResults(checker), lastWord?.results ?? 0, lastWord ? "too-few" : "interrupted");
  }
  if (changes.some((change) => !change.up && change.at[0] >= harmMs)) return null;
  if (!lastWord) return judges(checker.fall, 0, "interrupted");
  const results = lastWord.last.filter(([beganMs]) => beganMs >= harmMs).length;
  const unknown = judges(checker.fall, results);
  return unknown === null && lastWord.undecided ? { why: "unfinished", results, wanted: checker.fall, up } : unknown;
}

function held({ holdsUntil }: PlannedChecker): boolean {
  return holdsUntil === "phase-end";
}
