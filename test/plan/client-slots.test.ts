/** Clients under way at the same time are bounded, and the refusal offers what fits. */
import { expect, test } from "vitest";
import { makePlan } from "../../lib/plan/make-plan";
import { refusalOf } from "../settings/resolve";
import { config } from "./config";

const given = (...names: string[]) => names.map((name) => ({ name, value: "", from: "environment" as const }));
const line = (ratePerSecond: number, timeoutMs: number, ...names: string[]) =>
  refusalOf(() => makePlan(config({ client: { ratePerSecond, timeoutMs }, given: given(...names) })));

test.each([
  [
    1_000,
    3_600_000,
    ["CLIENT_RATE", "CLIENT_TIMEOUT"],
    /^CLIENT_RATE: expected CLIENT_RATE=2 or CLIENT_TIMEOUT=9s, got "1000": 1000 clients a second, each for up to 1h, are 3601000 at the same time, and 10000 are the most$/,
  ],
  [10_000, 5_000, ["CLIENT_RATE"], /^CLIENT_RATE: expected CLIENT_RATE=1666, got "10000": /],
  [10, 3_600_000, ["CLIENT_TIMEOUT"], /^CLIENT_TIMEOUT: expected CLIENT_TIMEOUT=999s or CLIENT_RATE=2, got "1h": /],
])(
  "%i clients a second of %i ms each are refused as too many at a time",
  (ratePerSecond, timeoutMs, names, expected) => {
    expect(line(ratePerSecond, timeoutMs, ...names)).toMatch(expected);
  },
);

test("the rate and the timeout that a refusal offers are accepted", () => {
  expect(makePlan(config({ client: { ratePerSecond: 1_666, timeoutMs: 5_000 } }))).toBeTypeOf("object");
  expect(makePlan(config({ client: { ratePerSecond: 1_000, timeoutMs: 9_000 } }))).toBeTypeOf("object");
  expect(makePlan(config({ client: { ratePerSecond: 10, timeoutMs: 999_000 } }))).toBeTypeOf("object");
});
