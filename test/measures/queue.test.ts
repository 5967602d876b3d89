import { expect, test } from "vitest";
import type { Unmeasured } from "../../lib/model/gate-result";
import { growthOver, queueGrowth } from "../../lib/measures/queue";
import { checker, run } from "../judge/run";

/** A sample four times a second, as a function of the seconds since the storm began. */
function samples(until: number, length: (t: number) => number): [number, number][] {
  const all: [number, number][] = [];
  for (let t = 0; t < until; t += 0.25) all.push([t, Math.max(0, length(t - 10))]);
  return all;
}

test("128 places at four stuck checks a second are full after 32 s", () => {
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
  ["it was never read", undefined],
  ["bursts that drain", samples(55, (t) => (t % 5 === 0 ? 30 : 0))],
  ["the same length all the time", samples(55, () => 7)],
  ["one more in the second half, gone in the recovery", samples(55, (t) => (t >= 10 && t < 20 ? 1 : 0))],
] as const)("the queue does not grow: %s", (_, queue) => {
  const growth = queueGrowth(run(queue ? { queue: [...queue] } : {}));
  expect(growth).toMatchObject({ growthPerSecond: 0, secondsToOverflow: null, beganMs: null });
});

test("checks that leave nothing behind: only the growth per connection is real", () => {
  // One connection in four stays.
  const evidence = run({ queue: samples(30, (t) => 5 * t), limit: 999, checkers: [checker({ realRatePerSecond: 2 })] });
  expect(queueGrowth(evidence).secondsToOverflow).toBeCloseTo(1000 / (0.25 * 2), -2);
});

test("a check of several connections fills the queue as many times as fast", () => {
  const queue = samples(30, (t) => 20 * t);
  const literal = { queue, limit: 4096, checkers: [{ name: "lb", realRatePerSecond: 4 }] };
  const one = queueGrowth(run({ ...literal, checks: { lb: { storm: 200 } } })).secondsToOverflow!;
  const evidence = run({ ...literal, checks: { lb: { storm: 100 }, "lb#2": { storm: 100 } } });
  expect(queueGrowth(evidence).secondsToOverflow).toBeCloseTo(one / 2, 0);
});

test("a queue that keeps so many checks and no more would be full at no rate", () => {
  const { plan, ...evidence } = run({ queue: samples(30, (t) => 20 * t), limit: 4096 });
  expect(queueGrowth({ ...evidence, plan }).secondsToOverflow).toBeGreaterThan(0);
  const once = { ...plan, config: { ...plan.config, checks: 1 } };
  expect(queueGrowth({ ...evidence, plan: once })).toMatchObject({ secondsToOverflow: null, full: false });
});

/** Whatever the length is as long as there are checks, it is 0 half a second after the last one. */
const drains = (length: (t: number) => number) => (t: number) => (t < 20 ? length(t) : t < 20.5 ? 4 : 0);
const growing: [string, (t: number) => number, number, { kept: number; rising: boolean }][] = [
  [
    "ten nodes that wait their turn are a level",
    drains((t) => (t <= 0 ? 0 : 8 + (Math.round(4 * t) % 3))),
    128,
    { kept: 0, rising: false },
  ],
  [
    "a level that is reached half-way through is one as well",
    drains((t) => Math.min(10, t)),
    128,
    { kept: 0, rising: false },
  ],
  ["three that stay for good are growth", (t) => (t <= 0 ? 0 : 3), 128, { kept: 3, rising: false }],
  [
    "a level that is half as long without checks stays",
    (t) => (t <= 0 ? 0 : t < 20 ? 8 : 4),
    128,
    { kept: 8, rising: false },
  ],
  [
    "a level that is shorter without checks does not stay",
    (t) => (t <= 0 ? 0 : t < 20 ? 8 : 3),
    128,
    { kept: 0, rising: false },
  ],
  [
    "a slow acceptor's steady rise is growth, though it drains",
    drains((t) => Math.floor(1.6 * t)),
    128,
    { kept: 24, rising: true },
  ],
  [
    "one that is full to the end has no room to rise into",
    drains((t) => (t <= 0 ? 0 : 6)),
    5,
    { kept: 6, rising: false },
  ],
  [
    "one that is full for a moment does not grow",
    drains((t) => (t > 0 && t < 1 ? 6 : 0)),
    5,
    { kept: 0, rising: false },
  ],
];

test.each(growing)("the growth of a queue: %s", (_, length, limit, growth) => {
  const evidence = run({ seconds: { night: 0 }, queue: samples(45, length), limit });
  expect(growthOver(evidence, "storm")).toEqual({ kind: "measured", ...growth });
  expect(queueGrowth(evidence)).toMatchObject(
    growth.kept > 0 ? { kept: growth.kept } : { growthPerSecond: 0, secondsToOverflow: null, beganMs: null },
  );
});

test("what stays and goes on no more would fill the queue at no rate", () => {
  const growth = queueGrowth(run({ queue: samples(55, (t) => (t <= 0 ? 0 : 3)) }));
  expect(growth).toMatchObject({ kept: 3, secondsToOverflow: null });
});

test("a queue that a burst fills has no pace at which checks would fill it", () => {
  const queue = samples(55, (t) => (t < 15 ? 0 : 6));
  const checkers = [checker({ realRatePerSecond: 1 })];
  const growth = queueGrowth(run({ queue, limit: 5, checkers }));
  expect(growth).toMatchObject({ full: true, kept: 6, secondsToOverflow: null });
});

test.each<[string, [number, number][], Unmeasured]>([
  [
    "the process died in the first second of the storm",
    [
      [0, 0],
      [5, 0],
      [9.9, 0],
      [10, 1],
      [10.1, 2],
      [10.2, 3],
      [10.3, 5],
    ],
    { kind: "listener-ended" },
  ],
  [
    "another one listened a while later",
    [
      [9.9, 0],
      [10, 1],
      [10.1, 2],
      [10.2, 3],
      [10.3, 5],
      [40, 0],
      [41, 0],
    ],
    { kind: "listener-ended" },
  ],
  [
    "it was read three times",
    [
      [9.9, 0],
      [12, 3],
      [20, 6],
      [29.9, 9],
      [31, 9],
    ],
    { kind: "queue-seldom-read", samples: 3 },
  ],
])("the queue is not judged: %s", (_, queue, missing) => {
  const evidence = run({ queue });
  expect(growthOver(evidence, "storm")).toEqual({ kind: "unmeasured", why: missing });
  expect(queueGrowth(evidence)).toMatchObject({ growthPerSecond: 0, kept: 0, secondsToOverflow: null, beganMs: null });
});

test("the queue of a run that was interrupted is judged by its last second", () => {
  const queue = samples(15, (t) => 20 * t);
  expect(growthOver(run({ queue, end: "interrupted", endedAt: 15 }), "storm")).toMatchObject({ rising: true });
});
