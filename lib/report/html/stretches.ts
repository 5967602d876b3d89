/** The seconds of a timeline, merged until they are few enough for a picture or a table. */
import type { Cause } from "../../model/extension";
import type { Journal } from "../../model/journal";

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

/** How many seconds one stretch has. */
export function stretchSeconds(seconds: number, most: number): number {
  return SIZES.find((size) => seconds <= size * most) ?? Math.ceil(seconds / most);
}

export function stretchesOf({ timeline, course }: Pick<Journal, "timeline" | "course">, most: number): Stretch[] {
  const [first] = timeline;
  const last = timeline[timeline.length - 1];
  if (first === undefined || last === undefined) return [];
  const size = stretchSeconds(last.t + 1 - first.t, most);
  const all = new Map<number, Stretch>();
  for (const second of timeline) {
    const index = Math.floor((second.t - first.t) / size);
    const from = first.t + index * size + course.secondZero;
    const to = Math.min(from + size, last.t + 1 + course.secondZero);
    const { phase, attempts, accepted } = second;
    const stretch = all.get(index) ?? { from, to, phase, ...EMPTY, causes: {} };
    all.set(index, stretch);
    stretch.attempts += attempts;
    stretch.accepted += accepted;
    stretch.checks += second.checks;
    stretch.queue = longer(stretch.queue, second.queue);
    stretch.connectMs = longer(stretch.connectMs, second.connectMs ?? null);
    stretch.answerMs = longer(stretch.answerMs, second.answerMs ?? null);
    for (const [cause, count] of causesOf(second)) stretch.causes[cause] = (stretch.causes[cause] ?? 0) + count;
  }
  return [...all.values()];
}

const EMPTY = { attempts: 0, accepted: 0, checks: 0, queue: null, connectMs: null, answerMs: null };

/** A journal of an earlier version has no causes by second. */
function causesOf({ attempts, accepted, causes = {} }: Journal["timeline"][number]): [Cause | "unknown", number][] {
  const known = Object.entries(causes) as [Cause, number][];
  const left = attempts - accepted - known.reduce((sum, [, count]) => sum + count, 0);
  return left > 0 ? [...known, ["unknown", left]] : known;
}

function longer(one: number | null, other: number | null): number | null {
  return one === null || other === null ? (one ?? other) : Math.max(one, other);
}
