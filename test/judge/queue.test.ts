import { expect, test } from "vitest";
import { queueGrowth } from "../../lib/judge/queue";
import { checker, run } from "./run";

/** A sample four times a second, as a function of the seconds since the storm began. */
function samples(until: number, length: (t: number) => number): [number, number][] {
  const all: [number, number][] = [];
  for (let t = 0; t < until; t += 0.25) all.push([t, Math.max(0, length(t - 10))]);
  return all;
}

test("the seed: 128 places at four stuck checks a second are full after 32 s", () => {
  // 10 checks and 10 clients a second, all of which stay, into a queue that is long enough for the storm.
  const evidence = run({
    queue: samples(30, (t) => 20 * t),
    limit: 4096,
    checkers: [{ realRatePerSecond: 4 }],
  });
  const growth = queueGrowth(evidence);
  expect(growth.growthPerSecond).toBeCloseTo(20, 5);
  expect(growth.secondsToOverflow).toBeCloseTo(4097 / 4, 0);
  expect({ gained: growth.gained, full: growth.full }).toEqual({ gained: 395, full: false });
});

test("a queue that is full at once still tells how fast it filled", () => {
  const evidence = run({
    queue: samples(55, (t) => Math.min(9, 20 * t)),
    limit: 8,
    checkers: [{ realRatePerSecond: 1.5 }],
  });
  const growth = queueGrowth(evidence);
  expect(growth).toMatchObject({ gained: 9, kept: 9, full: true });
  expect(growth.growthPerSecond).toBeGreaterThan(15);
  // Read every 250 ms, so up to a quarter of a second late: 9 places at 1.5 a second are 6 s, or a little more.
  expect(growth.secondsToOverflow).toBeGreaterThanOrEqual(6);
  expect(growth.secondsToOverflow).toBeLessThan(7);
});

test("places taken before the storm do not count, and checkers add up", () => {
  const evidence = run({
    queue: samples(30, (t) => 28 + Math.max(0, 20 * t)),
    limit: 1027,
    checkers: [{ realRatePerSecond: 5 }, { name: "fin", realRatePerSecond: 5 }],
  });
  expect(queueGrowth(evidence).secondsToOverflow).toBeCloseTo(1000 / 10, 0);
});

test.each([
  ["never read", undefined],
  ["bursts that drain", samples(55, (t) => (t % 5 === 0 ? 30 : 0))],
  ["the same length all the time", samples(55, () => 7)],
] as const)("does not grow: %s", (_, queue) => {
  const growth = queueGrowth(run(queue ? { queue: [...queue] } : {}));
  expect(growth).toMatchObject({ growthPerSecond: 0, secondsToOverflow: null, beganMs: null });
});

test("checks that leave nothing behind: only the growth per connection is real", () => {
  // One connection in four stays.
  const evidence = run({ queue: samples(30, (t) => 5 * t), limit: 999, checkers: [checker({ realRatePerSecond: 2 })] });
  expect(queueGrowth(evidence).secondsToOverflow).toBeCloseTo(1000 / (0.25 * 2), -2);
});

test("a check of several connections fills it as many times as fast", () => {
  const queue = samples(30, (t) => 20 * t);
  const literal = { queue, limit: 4096, checkers: [{ name: "lb", realRatePerSecond: 4 }] };
  const one = queueGrowth(run({ ...literal, checks: { lb: { storm: 200 } } })).secondsToOverflow!;
  const evidence = run({ ...literal, checks: { lb: { storm: 100 }, "lb#2": { storm: 100 } } });
  expect(queueGrowth(evidence).secondsToOverflow).toBeCloseTo(one / 2, 0);
});

test("so many checks and no more would fill it at no rate", () => {
  const { plan, ...evidence } = run({ queue: samples(30, (t) => 20 * t), limit: 4096 });
  expect(queueGrowth({ ...evidence, plan }).secondsToOverflow).toBeGreaterThan(0);
  const once = { ...plan, config: { ...plan.config, checks: 1 } };
  expect(queueGrowth({ ...evidence, plan: once })).toMatchObject({ secondsToOverflow: null, full: false });
});
