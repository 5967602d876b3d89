/** The least that harms targets whose breaking point is known. */
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Shrunk } from "../../lib/model/trials-journal";
import { shrink, type ShrinkOptions } from "../../lib/experiments/shrink";
import { carryOut, harmedIf, type Target } from "./target";

const STORM = { delayMs: null, holdMs: null, nodes: 4, intervalMs: 400, checks: 40 };

function shrunk(target: Target, given: Partial<ShrinkOptions> = {}) {
  const options = {
    storm: STORM,
    runs: 2,
    resetsAtOnce: false,
    heldMs: null,
    checkPerNode: false,
    asksPace: true,
    ...given,
  };
  const { result, storms } = carryOut(shrink(options), target);
  expect(result.trials).toBe(storms.length);
  return { ...result, storms };
}

test("the search finds a single reset within 1.5 ms", () => {
  const { harms, storm, fewerChecks, everyMs, within, last } = shrunk((one) => harmedIf((one.delayMs ?? 0) < 1.5), {
    resetsAtOnce: true,
  });
  expect({ harms, fewerChecks, everyMs }).toEqual({ harms: "always", fewerChecks: null, everyMs: null });
  expect(storm).toEqual({ ...STORM, checks: 1, nodes: 1 });
  expect(within!.harmsMs).toBeLessThan(1.5);
  expect(within!.harmlessMs).toBeGreaterThanOrEqual(1.5);
  expect(within!.harmlessMs! - within!.harmsMs).toBeLessThanOrEqual(0.1);
  expect(last).toMatchObject({ outcome: "harmed", verdict: "wedged" });
});

test("the search finds a reset at whatever delay", () => {
  expect(shrunk(() => "harmed", { resetsAtOnce: true }).within).toEqual({ harmsMs: 50, harmlessMs: null });
});

test("the search finds seven checks, at any rate and from any node", () => {
  const { storm, fewerChecks, tooSlowMs, everyMs } = shrunk((one) => harmedIf(one.checks! >= 7));
  expect(storm).toMatchObject({ checks: 7, nodes: 1, intervalMs: 6_400 });
  expect({ fewerChecks, tooSlowMs, everyMs }).toEqual({ fewerChecks: 6, tooSlowMs: null, everyMs: 6_400 });
});

test("the search finds a rate: ten checks, no slower than one in half a second", () => {
  const target: Target = ({ checks, intervalMs, nodes }) => harmedIf(checks! >= 10 && intervalMs / nodes <= 500);
  const { storm, everyMs, tooSlowMs } = shrunk(target);
  expect(storm).toMatchObject({ checks: 10, nodes: 1 });
  expect({ everyMs, tooSlowMs }).toEqual({ everyMs: 400, tooSlowMs: 800 });
});

test("the search finds several nodes at once, where one at the same rate does no harm", () => {
  const { storm } = shrunk(({ nodes, checks }) => harmedIf(nodes >= 2 && checks! >= 4));
  expect(storm).toMatchObject({ checks: 4, nodes: 4 });
});

test("the search finds six silent connections, held for a second", () => {
  const target: Target = ({ checks, nodes, holdMs }) =>
    harmedIf(checks === nodes && nodes >= 6 && (holdMs ?? 5_000) >= 1_000);
  const { storm, held, fewerChecks } = shrunk(target, {
    storm: { ...STORM, nodes: 8, checks: 8, intervalMs: 1_000 },
    heldMs: 5_000,
    checkPerNode: true,
    asksPace: false,
  });
  expect(storm).toMatchObject({ checks: 6, nodes: 6 });
  expect(fewerChecks).toBe(5);
  expect(held!.harmsMs).toBeGreaterThanOrEqual(1_000);
  expect(held!.harmlessMs).toBeLessThan(1_000);
  expect(storm.holdMs).toBe(held!.harmsMs);
});

test("where a hold sets the pace, neither nodes nor rate are asked", () => {
  const { storm, held, everyMs, storms } = shrunk(
    ({ checks, holdMs }) => harmedIf(checks! >= 3 && (holdMs ?? 5_000) > 4_000),
    {
      storm: { ...STORM, nodes: 2, checks: 4, intervalMs: 5_000 },
      heldMs: 5_000,
      asksPace: false,
    },
  );
  expect(storm).toMatchObject({ checks: 3, nodes: 2, intervalMs: 5_000 });
  expect(everyMs).toBe(2_500);
  expect(held!.harmsMs).toBe(storm.holdMs);
  expect(new Set(storms.map(({ intervalMs }) => intervalMs))).toEqual(new Set([5_000]));
});

test("a hold that no shorter one replaces is left as it was", () => {
  const given = { storm: { ...STORM, nodes: 1, checks: 1 }, heldMs: 5_000, checkPerNode: true, asksPace: false };
  const { storm, held, storms } = shrunk(({ holdMs }) => harmedIf(holdMs === null), given);
  expect(storm.holdMs).toBeNull();
  expect(held!.harmsMs).toBe(5_000);
  expect(storms.some(({ holdMs }) => holdMs === 5_000)).toBe(false);
});

test.each([
  ["never", () => "harmless"],
  ["unclear", () => "unclear"],
  ["sometimes", (_, trial) => harmedIf(trial === 0)],
  ["sometimes", (_, trial) => harmedIf(trial === 1)],
  ["unclear", (_, trial) => (trial === 0 ? "harmless" : "unclear")],
] as [string, Target][])("what harms %s is not shrunk", (harms, target) => {
  const found = shrunk(target, { resetsAtOnce: true });
  expect(found).toMatchObject({ harms, storm: STORM, within: null, fewerChecks: null, held: null });
  expect(found.trials).toBeLessThanOrEqual(4);
});

test("what does no harm has done none in each of its runs", () => {
  expect(shrunk(() => "harmless", { runs: 3 })).toMatchObject({ harms: "never", trials: 3 });
});

test("what is unclear is taken neither for harmful nor for harmless", () => {
  const half = shrunk(({ checks }) => (checks! >= 20 ? "harmed" : checks! >= 10 ? "unclear" : "harmless"));
  expect(half.storm.checks).toBe(20);
  expect(half.unclear).toBe(true);
  // Nothing is known of 10 to 19 checks.
  expect(half.fewerChecks ?? 0).toBeLessThan(10);
  const all = shrunk(({ checks, delayMs }) => (checks! >= 20 && delayMs === null ? "harmed" : "unclear"), {
    resetsAtOnce: true,
  });
  expect(all).toMatchObject({ fewerChecks: null, within: { harmsMs: 0, harmlessMs: null } });
});

test("the storm that is found in a race has harmed in every one of its runs", () => {
  const races = fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true }));
  fc.assert(
    fc.property(races, fc.integer({ min: 1, max: 3 }), (chances, runs) => {
      const seen = new Map<string, string[]>();
      const found = shrunk(
        (storm) => {
          const outcome = harmedIf(chances.next().value < 0.7);
          const key = JSON.stringify(storm);
          seen.set(key, [...(seen.get(key) ?? []), outcome]);
          return outcome;
        },
        { runs, resetsAtOnce: true },
      );
      if (found.harms !== "always") return;
      expect(seen.get(JSON.stringify(found.storm))!.slice(-runs)).toEqual(new Array(runs).fill("harmed"));
      expect(found.trials).toBeLessThanOrEqual(runs * MOST_STEPS);
    }),
    { numRuns: 100 },
  );
});

/** The first, 6 halvings of 40 checks, one node, 6 slower rates, and a delay to 0.1 ms of 50. */
const MOST_STEPS = 1 + 6 + 1 + 6 + 12;

test("any number of checks and any delay are found, after a bounded number of trials", () => {
  const checks = fc.integer({ min: 1, max: 40 });
  const delay = fc.double({ min: 0.15, max: 49, noNaN: true });
  fc.assert(
    fc.property(checks, delay, fc.integer({ min: 1, max: 3 }), (needed, lateMs, runs) => {
      const target: Target = (storm) => harmedIf(storm.checks! >= needed && (storm.delayMs ?? 0) < lateMs);
      const { storm, fewerChecks, within, trials } = shrunk(target, { runs, resetsAtOnce: true });
      expect(storm.checks).toBe(needed);
      expect(fewerChecks).toBe(needed === 1 ? null : needed - 1);
      expect(within!.harmsMs).toBeLessThan(lateMs);
      expect(within!.harmlessMs).toBeGreaterThanOrEqual(lateMs);
      expect(within!.harmlessMs! - within!.harmsMs).toBeLessThanOrEqual(
        Math.max(0.1, within!.harmlessMs! * 0.05) + 1e-9,
      );
      expect(trials).toBeLessThanOrEqual(runs * MOST_STEPS);
    }),
    { numRuns: 300 },
  );
});

test("the least storm so far is told step by step: what is still open gets less, and nothing that is told is taken back", () => {
  const told: Shrunk[] = [];
  const target: Target = ({ checks, nodes, intervalMs, delayMs }) =>
    harmedIf(checks! >= 7 && intervalMs / nodes <= 500 && (delayMs ?? 0) < 3);
  const { result } = carryOut(
    shrink({
      storm: STORM,
      runs: 2,
      resetsAtOnce: true,
      heldMs: null,
      checkPerNode: false,
      asksPace: true,
      note: (soFar) => told.push({ ...soFar }),
    }),
    target,
  );
  expect(told[0]).toMatchObject({ runs: 1, storm: STORM, unsettled: ["checks", "nodes", "delay", "rate"] });
  expect(told[1]).toMatchObject({ runs: 2, storm: STORM });
  for (const [index, { harms, storm, unsettled }] of told.entries()) {
    expect(harms).toBe("always");
    expect(storm.checks).toBeGreaterThanOrEqual(7);
    if (index > 0) expect(unsettled.length).toBeLessThanOrEqual(told[index - 1]!.unsettled.length);
  }
  expect(told.some(({ unsettled }) => unsettled.join() === "delay,rate")).toBe(true);
  expect(result).toMatchObject({ unsettled: [], runs: 2, storm: { checks: 7 } });
});

test("the longest delay is confirmed: where it does no harm after all, the search goes back", () => {
  const at: Record<number, number> = {};
  // Two stalled trials make 2 ms look harmful; the next ones there are as they should be.
  const { within, storms } = shrunk(
    ({ delayMs }) => {
      const key = delayMs ?? 0;
      at[key] = (at[key] ?? 0) + 1;
      return harmedIf(key < 1.5 || (key < 2 && at[key] <= 2));
    },
    { resetsAtOnce: true, storm: { ...STORM, checks: 1, nodes: 1 } },
  );
  expect(within!.harmsMs).toBeLessThan(1.5);
  expect(within!.harmlessMs).toBeGreaterThanOrEqual(1.5);
  expect(storms.filter(({ delayMs }) => delayMs === within!.harmsMs).length).toBe(4);
});

test("a delay that harms at the first rate alone is not told of the slow storm", () => {
  const target: Target = ({ delayMs, intervalMs, checks }) =>
    harmedIf(checks! >= 2 && ((delayMs ?? 0) === 0 || intervalMs <= 400));
  const { within, storm } = shrunk(target, { resetsAtOnce: true, storm: { ...STORM, nodes: 1 } });
  expect(storm.intervalMs).toBe(25_600);
  expect(within).toEqual({ harmsMs: 0, harmlessMs: 50 });
});
