import { expect, test } from "vitest";
import type { Outcome, Storm } from "../../lib/model/trial";
import { outcomeOf, repeat } from "../../lib/experiments/repeat-trial";
import { carryOut } from "./target";

const STORM: Storm = { delayMs: 1, holdMs: null, nodes: 1, intervalMs: 100, checks: null };

const repeated = (runs: number, outcomes: Outcome[]) => {
  const { result, storms } = carryOut(repeat(STORM, runs), (_, trial) => outcomes[trial] ?? "unclear");
  expect(storms.every((storm) => storm === STORM)).toBe(true);
  return result.map(({ outcome }) => outcome);
};

test("a verdict that says nothing is no harmless trial", () => {
  expect(["held", "degraded", "wedged", "inconclusive"].map((verdict) => outcomeOf(verdict as "held"))).toEqual([
    ...["harmless", "harmed", "harmed", "unclear"],
  ]);
});

test("a spoilt trial is made again, so that as many are clear as were asked for", () => {
  expect(repeated(2, ["harmed", "harmless"])).toEqual(["harmed", "harmless"]);
  expect(repeated(2, ["unclear", "harmless", "unclear", "harmed"])).toEqual(["harmless", "harmed"]);
});

test("three spoilt trials are enough, and they are told", () => {
  expect(repeated(2, [])).toEqual(["unclear", "unclear", "unclear"]);
  expect(repeated(2, ["unclear", "harmed"])).toEqual(["harmed", "unclear", "unclear", "unclear"]);
});
