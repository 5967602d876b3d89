/** A series of checks on a clock of its own: when each is made, and what the balancer believes behind it. */
import { expect, test } from "vitest";
import { presets } from "../../lib/checkers/products/index";
import { styles } from "../../lib/checkers/styles/index";
import { buildChecker, type CheckerOverrides } from "../../lib/checkers/build-checker";
import { checkSeries, type Belief } from "../../lib/checkers/check-series";
import type { Checker, CheckerBase } from "../../lib/model/checker";

interface Made {
  atMs: number;
  belief: Belief;
}

/** @param outcomes of the checks, in order, each with how long it takes */
function series(checker: Checker, outcomes: readonly (readonly [ok: boolean, ms: number])[]) {
  let clock = 5_000;
  let next = 0;
  const made: Made[] = [];
  const held: number[] = [];
  checkSeries(checker, outcomes.length, {
    now: () => clock,
    sleep: (ms) => void (clock += ms),
    check: (untilMs) => {
      const [ok, ms] = outcomes[next++] ?? [false, 0];
      const beganMs = clock;
      held.push(untilMs - beganMs);
      clock += ms;
      return { made: { beganMs, ok }, result: beganMs - 5_000 };
    },
    after: (atMs, belief) => {
      made.push({ atMs, belief });
      return true;
    },
  });
  return { times: made.map(({ atMs }) => atMs), beliefs: made.map(({ belief }) => said(belief)), held };
}

const said = ({ up, decided, against, needed }: Belief) =>
  `${up ? "UP" : "DOWN"}${decided ? "" : "?"} ${against}/${needed}`;

const preset = (name: string, overrides: CheckerOverrides = {}) =>
  buildChecker(baseOf(name), { intervalMs: 1_000, ...overrides });

function baseOf(name: string): CheckerBase {
  const found = presets.get(name);
  if (found !== undefined) return { kind: "preset", preset: found };
  const style = styles.get(name);
  if (style === undefined) throw new Error(name);
  return { kind: "style", style };
}

const passes = [true, 300] as const;
const fails = [false, 300] as const;

test("at a fixed rate the checks begin an interval apart, the first at once", () => {
  expect(series(preset("rst"), [passes, passes, passes]).times).toEqual([0, 1_000, 2_000]);
});

test("a slot that a long check has used up is left out at a fixed rate", () => {
  expect(series(preset("rst"), [[true, 1_500], passes, passes]).times).toEqual([0, 2_000, 3_000]);
});

test("HAProxy waits its interval behind the end of a check", () => {
  expect(preset("haproxy").cadence).toBe("after-completion");
  expect(series(preset("haproxy"), [passes, passes, passes]).times).toEqual([0, 1_300, 2_600]);
});

test("a checker that has a faster interval for a change of mind checks sooner while it makes up its mind, and its other while DOWN", () => {
  const checker = { ...preset("rst"), fastIntervalMs: 100, downIntervalMs: 5_000 };
  const quick = [false, 10] as const;
  const { times, beliefs } = series(checker, [[true, 10], quick, quick, quick, quick]);
  expect(times).toEqual([0, 1_000, 1_100, 1_200, 6_200]);
  expect(beliefs).toEqual(["UP 0/3", "UP 1/3", "UP 2/3", "DOWN 0/2", "DOWN 0/2"]);
});

test("several nodes spread at random are one node that begins at once", () => {
  const checker: Checker = { ...preset("rst"), nodes: 5, spread: "random" };
  expect(series(checker, [passes, passes]).times).toEqual([0, 1_000]);
});

test("a connection that is held until the next check is held for an interval", () => {
  expect(series(preset("azure-lb"), [passes, passes]).held).toEqual([1_000, 1_000]);
});

test.each([
  ["failures do not decide before fall", "rst", [fails, fails], ["UP? 1/3", "UP? 2/3"]],
  ["a success behind which failures begin stands", "rst", [passes, fails], ["UP 0/3", "UP 1/3"]],
  ["fall failures decide", "rst", [fails, fails, fails], ["UP? 1/3", "UP? 2/3", "DOWN 0/2"]],
  ["HAProxy's first failure decides", "haproxy", [fails], ["DOWN 0/2"]],
])("in a series of checks %s", (_, name, outcomes, beliefs) => {
  expect(series(preset(name), outcomes).beliefs).toEqual(beliefs);
});

test("no more checks are made once nobody wants any", () => {
  let made = 0;
  checkSeries(preset("rst"), 5, {
    now: () => 0,
    sleep: () => undefined,
    check: () => ({ made: { beganMs: 0, ok: true }, result: (made += 1) }),
    after: () => false,
  });
  expect(made).toBe(1);
});
