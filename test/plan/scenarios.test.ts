import { expect, test } from "vitest";
import { makePlan } from "../../lib/plan/make-plan";
import { goDuration } from "../../lib/plan/scenarios";
import { checker, config } from "./config";

const rates: [ratePerSecond: number, timeoutMs: number, rate: number, timeUnit: string, vus: number, stop: string][] = [
  [10, 5_000, 10, "1s", 65, "7s"],
  [1, 5_000, 1, "1s", 11, "7s"],
  [0.2, 5_000, 1, "5s", 7, "7s"],
  [2.5, 500, 1, "400ms", 9, "2500ms"],
  [1 / 3, 5_000, 1, "3s", 7, "7s"],
  [7.5, 5_000, 1, "133.333333ms", 50, "7s"],
];

test.each(rates)(
  "%f clients/s with a timeout of %i ms start %i per %s from %i VUs",
  (ratePerSecond, timeoutMs, rate, timeUnit, vus, gracefulStop) => {
    const { scenarios } = makePlan(config({ client: { ratePerSecond, timeoutMs } })).options;
    expect(scenarios.clients_storm).toMatchObject({ rate, timeUnit, preAllocatedVUs: vus, maxVUs: vus, gracefulStop });
  },
);

test("a plan has one scenario per checker and one VU per node, in the order of the settings", () => {
  const checkers = [checker("hold"), checker("aws-nlb"), checker("rst", { name: "our-lb_1" })];
  const { scenarios } = makePlan(config({ checkers })).options;
  const found = Object.entries(scenarios).filter(([, { exec, env }]) => exec === "checker" && !env.SECOND);
  expect(found.map(([name, { vus, env }]) => [name, vus, env.CHECKER])).toEqual([
    ["checker_hold", 8, "0"],
    ["checker_aws-nlb", 3, "1"],
    ["checker_our-lb_1", 1, "2"],
  ]);
});

test("checks begin with the storm and end with the night, or with the storm when there is none", () => {
  const span = (phases: object) => {
    const { startTime, maxDuration } = makePlan(config({ phases })).options.scenarios.checker_rst!;
    return [startTime, maxDuration];
  };
  expect(span({})).toEqual(["10s", "30s"]);
  expect(span({ nightMs: 0 })).toEqual(["10s", "20s"]);
  expect(span({ baselineMs: 1_500, stormMs: 2_250, nightMs: 0 })).toEqual(["1500ms", "2250ms"]);
});

test.each([
  [0, "0s"],
  [1, "1ms"],
  [999.5, "999.5ms"],
  [1_000, "1s"],
  [1_500, "1500ms"],
  [90_000, "90s"],
  [1_000 / 3, "333.333333ms"],
])("k6 is given %f ms as %s", (ms, text) => {
  expect(goDuration(ms)).toBe(text);
});
