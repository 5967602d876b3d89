/**
 * Over which close delays a check harms. A grid first, then bisection wherever two neighbours differ.
 *
 * Longer is never taken for safer: the grid covers all of the range, because services have died of a reset that came late and not of one
 * that came at once (a MariaDB counts what it had begun to greet). What lies between two grid points that agree is not known to agree, and a
 * band tells the points that it rests on.
 *
 * One stalled trial must not move an edge. A delay whose runs disagree gets more of them, and the majority tells which way to look on; so
 * does one that contradicts both its neighbours, and one that an edge rests on. Where the majority turns, bisection goes back there.
 */
import { rounded } from "../text/decimal";
import type { Cause } from "../model/extension";
import type { Verdict } from "../model/journal";
import type { Band, Point } from "../model/trials-journal";
import type { Range } from "../settings/delays";
import type { Storm, TrialResult } from "../model/trial";
import { repeat, type Strategy } from "./repeat-trial";

export interface SweepOptions {
  delays: Range;
  /** How near the two sides of an edge must come, ms; or 5 % of the delay, where that is more. */
  precisionMs: number;
  /** Trials of a point, at the least. */
  runs: number;
  storm(delayMs: number): Storm;
}

/** A twentieth of a delay is nearer than a machine keeps it. */
const RELATIVE = 0.05;
/** 1, 2, 5, 10, …: three points a decade. */
const STEPS = [1, 2, 5];

/** More trials for what an edge rests on. */
const CONFIRM = 2;
/** Runs that disagree are made until so many more came out one way than the other, or so many were made beyond `runs`. */
const LEAD = 2;
const MOST_MORE = 4;

export function* sweep({ delays, precisionMs, runs, storm }: SweepOptions): Strategy<Point[]> {
  const points = new Map<number, Point>();
  const results = new Map<number, TrialResult[]>();

  function* measure(delayMs: number, least: number): Generator<Storm, Point, TrialResult> {
    const before = results.get(delayMs) ?? [];
    const clear = before.filter(({ outcome }) => outcome !== "unclear").length;
    const all = [...before, ...(yield* repeat(storm(delayMs), least - clear))];
    const point = pointOf(delayMs, all, Math.min(least, runs));
    results.set(delayMs, all);
    points.set(delayMs, point);
    return point;
  }
  /** At least so many runs, and more where they disagree. */
  function* decide(delayMs: number, least: number): Generator<Storm, void, TrialResult> {
    let point = yield* measure(delayMs, least);
    while (undecided(point) && point.runs < runs + MOST_MORE) {
      const before = point.runs;
      point = yield* measure(delayMs, before + 1);
      if (point.runs === before) return;
    }
  }

  const confirmed = new Set<number>();
  for (const delayMs of grid(delays)) yield* decide(delayMs, runs);
  for (;;) {
    const all = sorted(points);
    const doubtful = loners(all).find(({ delayMs }) => !confirmed.has(delayMs));
    const edge = doubtful === undefined ? widestEdge(all, precisionMs) : null;
    if (edge !== null) {
      yield* decide(middle(edge), runs);
      continue;
    }
    const weak = doubtful ?? besideEdges(all).find(({ delayMs }) => !confirmed.has(delayMs));
    if (weak === undefined) return all;
    confirmed.add(weak.delayMs);
    yield* decide(weak.delayMs, runs + CONFIRM);
  }
}

function undecided({ outcome, harmed, runs }: Point): boolean {
  return outcome === "mixed" && Math.abs(2 * harmed - runs) < LEAD;
}

/** Those that no neighbour agrees with. */
function loners(points: readonly Point[]): Point[] {
  const clear = points.filter(({ outcome }) => outcome !== "unclear");
  return clear.filter((point, index) => {
    const neighbours = [clear[index - 1], clear[index + 1]].filter((one) => one !== undefined);
    return neighbours.length === 2 && neighbours.every((one) => mostlyHarms(one) !== mostlyHarms(point));
  });
}

/** Both sides of each change. */
function besideEdges(points: readonly Point[]): Point[] {
  return points.filter(
    (point, index) =>
      point.outcome !== "unclear" &&
      [points[index - 1], points[index + 1]].some(
        (one) => one !== undefined && one.outcome !== "unclear" && mostlyHarms(one) !== mostlyHarms(point),
      ),
  );
}

/** The ends of the range, and 1, 2, 5, 10, … between them from 0.5 ms on. */
export function grid({ fromMs, toMs }: Range): number[] {
  const between: number[] = [];
  for (let decade = 0.1; decade <= toMs; decade *= 10) {
    for (const step of STEPS) {
      const ms = rounded(step * decade, 6);
      if (ms >= 0.5 && ms > fromMs && ms < toMs) between.push(ms);
    }
  }
  return [fromMs, ...between, toMs];
}

type Edge = [shorter: number, longer: number];

/**
 * The widest gap, as a multiple of its precision, between neighbours of which one mostly harms and one mostly does not. Beside one that is unclear no
 * edge is looked for: what spoils its trials may spoil the next ones as well.
 */
function widestEdge(points: readonly Point[], precisionMs: number): Edge | null {
  let widest: { edge: Edge; width: number } | null = null;
  for (const [index, longer] of points.entries()) {
    const shorter = points[index - 1];
    if (shorter === undefined || shorter.outcome === "unclear" || longer.outcome === "unclear") continue;
    if (mostlyHarms(shorter) === mostlyHarms(longer)) continue;
    const width = (longer.delayMs - shorter.delayMs) / Math.max(precisionMs, longer.delayMs * RELATIVE);
    // Half of what is left would be nearer than asked for.
    if (width > 1 + 1e-9 && (widest === null || width > widest.width))
      widest = { edge: [shorter.delayMs, longer.delayMs], width };
  }
  return widest === null ? null : widest.edge;
}

/** A delay at which half of the runs harm counts as harmful. */
export function mostlyHarms({ harmed, runs }: Point): boolean {
  return harmed > 0 && 2 * harmed >= runs;
}

/** In thousandths of a millisecond. Between two decades the geometric mean is nearer to an edge that may be anywhere. */
function middle([shorter, longer]: Edge): number {
  const ms = shorter > 0 && longer / shorter > 4 ? Math.sqrt(shorter * longer) : (shorter + longer) / 2;
  return rounded(ms, 3);
}

/** @param least how many runs must have been harmless, and none harmful, before it is called so */
export function pointOf(delayMs: number, results: readonly TrialResult[], least: number): Point {
  const clear = results.filter(({ outcome }) => outcome !== "unclear");
  const harmed = clear.filter(({ outcome }) => outcome === "harmed");
  const outcome =
    harmed.length === 0
      ? clear.length < Math.max(1, least)
        ? "unclear"
        : "harmless"
      : harmed.length < clear.length
        ? "mixed"
        : "harmed";
  return {
    delayMs,
    outcome,
    runs: clear.length,
    harmed: harmed.length,
    verdicts: results.map(({ verdict }) => verdict),
    cause: mostFrequent(harmed.map(({ cause }) => cause)),
  };
}

/** Neighbours that came out alike, together. */
export function bands(points: readonly Point[]): Band[] {
  const all: Band[] = [];
  for (const point of points) {
    const last = all[all.length - 1];
    if (last?.outcome === point.outcome) {
      last.toMs = point.delayMs;
      last.runs += point.runs;
      last.harmed += point.harmed;
      last.points += 1;
      last.verdict = worst([last.verdict, ...point.verdicts]);
      last.cause ??= point.cause;
    } else {
      const { delayMs, outcome, runs, harmed, cause, verdicts } = point;
      all.push({ fromMs: delayMs, toMs: delayMs, outcome, verdict: worst(verdicts), cause, runs, harmed, points: 1 });
    }
  }
  return all;
}

const WORST: readonly Verdict[] = ["wedged", "degraded", "held", "inconclusive"];

function worst(verdicts: readonly Verdict[]): Verdict {
  return WORST.find((one) => verdicts.includes(one)) ?? "inconclusive";
}

function mostFrequent(causes: readonly (Cause | null)[]): Cause | null {
  const counts = new Map<Cause | null, number>();
  for (const cause of causes) counts.set(cause, (counts.get(cause) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0] ?? null;
}

function sorted(points: ReadonlyMap<number, Point>): Point[] {
  return [...points.values()].sort((a, b) => a.delayMs - b.delayMs);
}
