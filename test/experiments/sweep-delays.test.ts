/** Sweeps of targets whose edges are known. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { edgesOf } from "../../lib/experiments/edges";
import { bands, grid, mostlyHarms, sweep } from "../../lib/experiments/sweep-delays";
import type { Point } from "../../lib/model/trials-journal";
import type { Storm } from "../../lib/model/trial";
import { carryOut, harmedIf, type Target } from "./target";

const RANGE = { fromMs: 0, toMs: 1_000 };
const storm = (delayMs: number): Storm => ({ delayMs, holdMs: null, nodes: 1, intervalMs: 100, checks: null });

function swept(target: Target, { precisionMs = 0.25, runs = 2, delays = RANGE } = {}) {
  const { result, storms } = carryOut(sweep({ delays, precisionMs, runs, storm }), target);
  return { points: result, bands: bands(result), trials: storms.length };
}

const at =
  (harms: (delayMs: number) => boolean): Target =>
  (one) =>
    harmedIf(harms(one.delayMs!));

/** From one side of each edge to the other. */
function edges(points: readonly Point[]): [number, number][] {
  const harms = mostlyHarms;
  return points.flatMap((point, index) => {
    const before = points[index - 1];
    return before === undefined || harms(before) === harms(point) ? [] : [[before.delayMs, point.delayMs]];
  });
}

test("a sweep tries three delays a decade, and the ends of the range", () => {
  expect(grid(RANGE)).toEqual([0, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000]);
  expect(grid({ fromMs: 3, toMs: 40 })).toEqual([3, 5, 10, 20, 40]);
  expect(grid({ fromMs: 0.1, toMs: 0.3 })).toEqual([0.1, 0.3]);
});

test("a sweep finds the edge of a target that dies of what comes before 1.5 ms", () => {
  const { points, bands: found } = swept(at((delayMs) => delayMs < 1.5));
  const [[from, to], ...others] = edges(points) as [[number, number]];
  expect(others).toEqual([]);
  expect([from < 1.5, 1.5 <= to, to - from <= 0.25]).toEqual([true, true, true]);
  expect(found).toMatchObject([
    { fromMs: 0, toMs: from, outcome: "harmed", verdict: "wedged", cause: "queued-not-served" },
    { fromMs: to, toMs: 1_000, outcome: "harmless", verdict: "held", cause: null, harmed: 0 },
  ]);
});

test("a sweep finds the edge of a target that dies only of what comes after 8 ms: longer is not taken for safer", () => {
  const { bands: found } = swept(at((delayMs) => delayMs > 8));
  expect(found.map(({ outcome }) => outcome)).toEqual(["harmless", "harmed"]);
  expect(found[0]!.toMs).toBeLessThanOrEqual(8);
  expect(found[1]!.fromMs).toBeGreaterThan(8);
  expect(found[1]!.fromMs - found[0]!.toMs).toBeLessThanOrEqual(8.8 * 0.05);
});

test("a band in the middle has two edges", () => {
  const { bands: found } = swept(at((delayMs) => delayMs >= 30 && delayMs < 300));
  expect(found.map(({ outcome }) => outcome)).toEqual(["harmless", "harmed", "harmless"]);
  const [before, band, after] = found;
  expect(before!.toMs).toBeLessThan(30);
  expect([band!.fromMs >= 30, band!.toMs < 300, after!.fromMs >= 300]).toEqual([true, true, true]);
});

test("harm that does not come every time is told as such, with its runs, and counts as harm for the edge", () => {
  const { points, bands: found } = swept((one, trial) => harmedIf(one.delayMs! < 1.5 && trial % 2 === 0));
  expect(found.map(({ outcome }) => outcome)).toEqual(["mixed", "harmless"]);
  expect(found[0]!.harmed).toBeGreaterThan(0);
  expect(found[0]!.harmed).toBeLessThan(found[0]!.runs);
  const [[from, to]] = edges(points) as [[number, number]];
  expect([from < 1.5, 1.5 <= to, to - from <= 0.25]).toEqual([true, true, true]);
});

test("every point says how many trials it rests on, two more beside an edge", () => {
  const {
    points,
    bands: found,
    trials,
  } = swept(
    at((delayMs) => delayMs < 1.5),
    { runs: 3 },
  );
  const edge = edges(points)[0]!;
  for (const { delayMs, runs } of points) expect(runs).toBe(edge.includes(delayMs) ? 5 : 3);
  expect(found.reduce((sum, { runs }) => sum + runs, 0)).toBe(trials);
  expect(found.reduce((sum, band) => sum + band.points, 0)).toBe(points.length);
});

/** Harm before 1.5 ms; in trials of certain numbers the machine stalls, and what came too late for harm is early. */
const stalled =
  (...late: number[]): Target =>
  ({ delayMs }, trial) =>
    harmedIf(delayMs! < 1.5 || late.includes(trial));

test("a stalled trial does not move the edge: runs that disagree get more of them", () => {
  const runsAt = (target: Target, delayMs: number) => swept(target).points.find((point) => point.delayMs === delayMs)!;
  // 0, 0.5, 1 ms, and the first run of 2 ms; the other one and two more are as they are.
  expect(runsAt(stalled(6), 2)).toMatchObject({ outcome: "mixed", runs: 4, harmed: 1 });
  const { bands: found, points } = swept(stalled(6));
  expect(found.map(({ outcome }) => outcome)).toEqual(["harmed", "harmless", "mixed", "harmless"]);
  expect(edgesOf(points)).toMatchObject([{ begins: false, mixed: false }]);
});

test("a delay that contradicts both its neighbours is looked at again before an edge is looked for beside it", () => {
  // Both runs of 5 ms.
  const { points, trials } = swept(stalled(8, 9));
  expect(points.find(({ delayMs }) => delayMs === 5)).toMatchObject({ outcome: "mixed", runs: 6, harmed: 2 });
  expect(points.filter(({ delayMs }) => delayMs > 2).map(({ delayMs }) => delayMs)).toEqual([
    5, 10, 20, 50, 100, 200, 500, 1_000,
  ]);
  expect(trials).toBeLessThan(2 * grid(RANGE).length + 20);
});

test("an edge that its confirmation contradicts is looked for again, further back", () => {
  // Both runs of 2 ms: the edge seems to lie between 2 and 5 ms.
  const { points } = swept(stalled(6, 7));
  const [edge, ...others] = edgesOf(points);
  expect(others).toEqual([]);
  expect([edge!.atMs > 1.25, edge!.atMs < 1.75]).toEqual([true, true]);
  expect(edge!.fromMs).toBeLessThan(1.5);
  // 2 ms came out both ways: it is certain from the next one on.
  expect(points.find(({ delayMs }) => delayMs === 2)).toMatchObject({ outcome: "mixed", runs: 6, harmed: 2 });
});

test("one trial in ten stalled by up to 8 ms: the edge is within half a millisecond all the same, in 97 of 100 sweeps", () => {
  let good = 0;
  const chances = fc.sample(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 400, maxLength: 400 }), {
    numRuns: 200,
    seed: 7,
  });
  for (const stream of chances) {
    let next = 0;
    const chance = () => stream[next++ % stream.length]!;
    const { points } = swept(({ delayMs }) => harmedIf(delayMs! < 1.5 + (chance() < 0.1 ? 8 * chance() : 0)));
    const [edge, ...others] = edgesOf(points);
    if (others.length === 0 && edge !== undefined && edge.atMs >= 1 && edge.atMs <= 2) good++;
  }
  expect(good).toBeGreaterThanOrEqual(194);
});

test.each([true, false])(
  "an unclear point is neither harmful nor harmless: no edge beside it (harm before it: %s)",
  (before) => {
    const {
      points,
      bands: found,
      trials,
    } = swept((one) => (one.delayMs! > 100 ? "unclear" : harmedIf(one.delayMs! < 1.5 !== before)));
    expect(found.map(({ outcome }) => outcome)).toEqual([
      ...(before ? ["harmless", "harmed"] : ["harmed", "harmless"]),
      "unclear",
    ]);
    expect(found[2]).toMatchObject({ fromMs: 200, toMs: 1_000, verdict: "inconclusive", cause: null, runs: 0 });
    // Nothing was bisected beside it, however busy the machine is.
    expect(points.filter(({ delayMs }) => delayMs >= 100).map(({ delayMs }) => delayMs)).toEqual([
      100, 200, 500, 1_000,
    ]);
    expect(trials).toBeLessThan(60);
  },
);

test("a target of which nothing can be said costs three trials a point", () => {
  const { bands: found, trials } = swept(() => "unclear");
  expect(found).toMatchObject([{ fromMs: 0, toMs: 1_000, outcome: "unclear", runs: 0 }]);
  expect(trials).toBe(3 * grid(RANGE).length);
});

test("a target that never dies, and one that always does, cost the grid of a sweep alone", () => {
  for (const harms of [true, false]) {
    const { bands: found, trials } = swept(at(() => harms));
    expect(found).toMatchObject([{ fromMs: 0, toMs: 1_000, outcome: harms ? "harmed" : "harmless", points: 12 }]);
    expect(trials).toBe(2 * grid(RANGE).length);
  }
});

/** Thresholds anywhere, by their decade: as many below a millisecond as above a hundred. */
const threshold = fc.double({ min: Math.log(0.02), max: Math.log(999), noNaN: true }).map(Math.exp);
const options = fc.record({ precisionMs: fc.constantFrom(0.05, 0.25, 1, 20), runs: fc.integer({ min: 1, max: 3 }) });

/** Halvings of the widest gap of the grid, 500 ms, until it is 0.05 ms, the smallest of all. */
const MOST_HALVINGS = 14;
/** Both sides of an edge, twice each: the one that it had before as well. */
const MOST_CONFIRMED = 4;

test("any threshold lies between the two sides of the edge found, near enough, after a bounded number of trials", () => {
  fc.assert(
    fc.property(threshold, fc.boolean(), options, (edgeMs, below, given) => {
      const target = at((delayMs) => delayMs < edgeMs === below);
      const { points, trials } = swept(target, given);
      const found = edges(points);
      expect(found.length).toBe(1);
      const [from, to] = found[0]!;
      expect([from < edgeMs, edgeMs <= to]).toEqual([true, true]);
      expect(to - from).toBeLessThanOrEqual(Math.max(given.precisionMs, to * 0.05) + 1e-6);
      expect(trials).toBeLessThanOrEqual(given.runs * (grid(RANGE).length + MOST_HALVINGS) + 2 * MOST_CONFIRMED);
    }),
    { numRuns: 300 },
  );
});

test("any band that a point of the grid lies in is found with both its edges", () => {
  const inside = fc.tuple(
    fc.integer({ min: 1, max: 10 }),
    fc.double({ min: 0.05, max: 0.95, noNaN: true }),
    fc.double({ min: 0.05, max: 0.95, noNaN: true }),
  );
  fc.assert(
    fc.property(inside, options, ([index, before, after], given) => {
      const all = grid(RANGE);
      const low = all[index - 1]! + before * (all[index]! - all[index - 1]!);
      const high = all[index]! + after * (all[index + 1]! - all[index]!);
      const found = edges(
        swept(
          at((delayMs) => delayMs >= low && delayMs < high),
          given,
        ).points,
      );
      expect(found.length).toBe(2);
      for (const [[from, to], edgeMs] of [
        [found[0]!, low],
        [found[1]!, high],
      ] as const)
        expect([from < edgeMs, edgeMs <= to]).toEqual([true, true]);
    }),
    { numRuns: 300 },
  );
});

test("no target makes a sweep ask for ever", () => {
  const outcomes = fc.infiniteStream(fc.constantFrom("harmed", "harmless", "unclear"));
  fc.assert(
    fc.property(outcomes, options, (stream, given) => {
      const { points } = swept(() => stream.next().value as "harmed", given);
      const delays = points.map(({ delayMs }) => delayMs);
      expect(new Set(delays).size).toBe(delays.length);
    }),
    { numRuns: 50 },
  );
});

test("one clear run of two does not make a delay harmless; one that harmed makes it harmful", () => {
  const spoiltAfterFirst = (outcome: "harmless" | "harmed"): Target => {
    const seen = new Set<number>();
    return ({ delayMs }) => {
      if (seen.has(delayMs!)) return "unclear";
      seen.add(delayMs!);
      return outcome;
    };
  };
  expect(swept(spoiltAfterFirst("harmless")).bands).toMatchObject([{ outcome: "unclear", points: 12 }]);
  expect(swept(spoiltAfterFirst("harmed")).bands).toMatchObject([{ outcome: "harmed", harmed: 12 }]);
});
