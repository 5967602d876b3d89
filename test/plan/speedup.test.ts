import { expect, test } from "vitest";
import type { CheckerOverrides } from "../../lib/checkers/build-checker";
import { makePlan } from "../../lib/plan/make-plan";
import { checker, config } from "./config";

type Row = [
  name: string,
  overrides: CheckerOverrides,
  speedup: "auto" | number,
  stormMs: number,
  factor: number,
  intervalMs: number,
  storm: number,
  night: number,
  realRatePerSecond: number,
];

const table: Row[] = [
  ["rst", {}, "auto", 20_000, 1, 100, 200, 100, 10],
  ["rst", {}, "auto", 2_000, 2.5, 40, 50, 250, 10],
  ["rst", {}, 3, 20_000, 3, 100 / 3, 600, 300, 10],
  ["haproxy", {}, "auto", 20_000, 5, 400, 50, 25, 0.5],
  ["haproxy", {}, 1, 20_000, 1, 2_000, 10, 5, 0.5],
  ["alibaba-clb", {}, "auto", 20_000, 1.25, 1_600, 50, 25, 2],
  ["keepalived", {}, "auto", 20_000, 75, 800, 50, 25, 1 / 30],
  ["aws-nlb", {}, "auto", 20_000, 25, 1_200, 50, 25, 0.1],
  ["aws-nlb", {}, 1, 200_000, 1, 30_000, 20, 1, 0.1],
  ["kubelet", {}, "auto", 20_000, 25, 400, 50, 25, 0.1],
  ["kubelet", { nodes: 3 }, "auto", 20_000, 8.34, 10_000 / 8.34, 50, 25, 0.3],
  // A node that holds for 3 s misses the slots at 1, 2 and 3 s, and never was faster.
  ["hold", { holdMs: 3_000, nodes: 1 }, "auto", 20_000, 1, 1_000, 5, 2, 0.25],
  ["hold", { holdMs: 3_000, nodes: 1, intervalMs: 30_000 }, "auto", 20_000, 8, 3_750, 5, 2, 1 / 30],
  ["delayed-close", { delayMs: 1_000, intervalMs: 5_000 }, "auto", 20_000, 4, 1_250, 16, 8, 0.2],
  // Held to the end of the phase: as many as there are nodes, at any speed.
  ["hold", {}, "auto", 20_000, 1, 1_000, 8, 8, 0.4],
  ["hold", {}, 10, 20_000, 1, 1_000, 8, 8, 0.4],
];

test.each(table)(
  "%s %o with SPEEDUP %s in a storm of %i ms is sped up by %f",
  (name, overrides, speedup, stormMs, factor, intervalMs, storm, night, realRatePerSecond) => {
    const [planned] = makePlan(config({ checkers: [checker(name, overrides)], speedup, phases: { stormMs } })).checkers;
    expect(planned).toMatchObject({ speedup: factor, plannedChecks: { storm, night } });
    expect(planned!.plannedIntervalMs).toBeCloseTo(intervalMs, 6);
    expect(planned!.realRatePerSecond).toBeCloseTo(realRatePerSecond, 9);
  },
);

test("SPEEDUP=auto stays within MAX_RATE, shared evenly", () => {
  const limits = { allowPublic: false, maxRate: 2, maxHeld: 1_000 };
  const { checkers } = makePlan(config({ checkers: [checker("haproxy"), checker("aws-nlb")], limits }));
  expect(checkers.map(({ speedup }) => speedup)).toEqual([2, 10]);
  expect(checkers.map(({ nodes, plannedIntervalMs }) => (nodes * 1_000) / plannedIntervalMs)).toEqual([1, 1]);
});

test("SPEEDUP=auto never goes below the product's own cadence", () => {
  const limits = { allowPublic: false, maxRate: 0.75, maxHeld: 1_000 };
  expect(makePlan(config({ checkers: [checker("haproxy")], limits })).checkers[0]!.speedup).toBe(1.5);
  const tight = { ...limits, maxRate: 0.5 };
  expect(makePlan(config({ checkers: [checker("haproxy")], limits: tight })).checkers[0]!.speedup).toBe(1);
});

test("SPEEDUP=auto leaves room for the fast interval", () => {
  const hasty = { ...checker("rst"), intervalMs: 10_000, fastIntervalMs: 100 };
  const limits = { allowPublic: false, maxRate: 100, maxHeld: 1_000 };
  const [planned] = makePlan(config({ checkers: [hasty], limits })).checkers;
  // 100 times as fast while it makes up its mind: 10 times is 10 ms then, and not 25 times.
  expect(planned!.speedup).toBe(10);
});
