/** The seconds of a timeline, merged until they are few enough for a picture or a table. */
import type { Cause } from "../../model/extension";
import type { Journal } from "../../model/journal";
import { lastOf } from "../../model/non-empty";

export interface Stretch {
  /** Seconds since the first phase began; that began within a second, so the first stretch begins before it. */
  from: number;
  to: number;
  phase: string;
  attempts: number;
  accepted: number;
  checks: number;
  causes: Partial<Record<Cause | "unknown", number>>;
  /** The longest of each; null: none was seen. */
  queue: number | null;
  connectMs: number | null;
  answerMs: number | null;
}

const SIZES = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400, 43_200, 86_400];

export function stretchesOf({ timeline, course }: Pick<Journal, "timeline" | "course">, most: number): Stretch[] {
  return fewEnough(fineStretches(timeline), lengthOf(timeline), most).map((stretch) => ({
    ...stretch,
    from: stretch.from + course.secondZero,
    to: stretch.to + course.secondZero,
  }));
}

function fewEnough({ size: fineSize, stretches, byPhase }: Fine, seconds: number, most: number): Stretch[] {
  for (const size of SIZES.filter((one) => seconds <= one * most)) {
    const found = size <= fineSize ? stretches : merged(stretches, size, byPhase);
    if (found.length <= most) return found;
  }
  return merged(stretches, Math.ceil(seconds / most), false);
}

/** The sums over the whole run. */
export function totalOf({ timeline }: Pick<Journal, "timeline">): Pick<Stretch, "accepted" | "causes"> {
  const [all] = merged(fineStretches(timeline).stretches, lengthOf(timeline), false);
  return all ?? { accepted: 0, causes: {} };
}

function lengthOf(timeline: Journal["timeline"]): number {
  const [first] = timeline;
  return first === undefined ? 0 : lastOf(timeline).t + 1 - first.t;
}

interface Fine {
  size: number;
  stretches: Stretch[];
  /** None of them lies in two phases. */
  byPhase: boolean;
}

/** A day has 86,400 seconds, and a page asks for them a dozen times: they are gone through once. */
const known = new WeakMap<Journal["timeline"], Fine>();
/** Each coarser size of {@link SIZES} that a picture of so long a run can have is a multiple of its fine one. */
const FINE = [1, 5, 15, 30, 60, 300, 900, 3600];
const MOST_FINE = 2400;

function fineStretches(timeline: Journal["timeline"]): Fine {
  const found = known.get(timeline);
  if (found) return found;
  const seconds = timeline.map((second): Stretch => {
    const { t, phase, attempts, accepted, checks, queue, connectMs = null, answerMs = null } = second;
    return {
      from: t,
      to: t + 1,
      phase,
      attempts,
      accepted,
      checks,
      causes: causesOf(second),
      queue,
      connectMs,
      answerMs,
    };
  });
  const byPhase = fewPhases(timeline);
  const size = FINE.find((one) => lengthOf(timeline) <= one * MOST_FINE) ?? 86_400;
  const fine = { size, stretches: size === 1 ? seconds : merged(seconds, size, byPhase), byPhase };
  known.set(timeline, fine);
  return fine;
}

/** Into stretches of `size` seconds, counted from the first; a new one begins with each phase where they are told apart. */
function merged(stretches: readonly Stretch[], size: number, byPhase: boolean): Stretch[] {
  const all: Stretch[] = [];
  const begin = stretches[0]?.from ?? 0;
  let last = NaN;
  for (const one of stretches) {
    const index = Math.floor((one.from - begin) / size);
    const sum = all[all.length - 1];
    if (sum === undefined || index !== last || (byPhase && sum.phase !== one.phase)) {
      all.push({ ...one, causes: { ...one.causes } });
      last = index;
      continue;
    }
    sum.to = one.to;
    sum.attempts += one.attempts;
    sum.accepted += one.accepted;
    sum.checks += one.checks;
    sum.queue = longer(sum.queue, one.queue);
    sum.connectMs = longer(sum.connectMs, one.connectMs);
    sum.answerMs = longer(sum.answerMs, one.answerMs);
    for (const [cause, count] of Object.entries(one.causes) as [keyof Stretch["causes"], number][]) {
      sum.causes[cause] = (sum.causes[cause] ?? 0) + count;
    }
  }
  return all;
}

/** Phases of two storms, some of them twice. */
const MOST_PHASES = 20;

function fewPhases(timeline: Journal["timeline"]): boolean {
  let changes = 0;
  let last = timeline[0]?.phase;
  for (const { phase } of timeline) {
    if (phase !== last && ++changes > MOST_PHASES) return false;
    last = phase;
  }
  return true;
}

/** A journal of an earlier version has no causes by second. */
function causesOf({ attempts, accepted, causes = {} }: Journal["timeline"][number]): Stretch["causes"] {
  const left = attempts - accepted - Object.values(causes).reduce((sum, count) => sum + count, 0);
  return left > 0 ? { ...causes, unknown: left } : causes;
}

function longer(one: number | null, other: number | null): number | null {
  return one === null || other === null ? (one ?? other) : Math.max(one, other);
}
