import { expect, test } from "vitest";
import { makePlan } from "../../lib/plan/make-plan";
import { checker, config } from "./config";

const turnsOf = (...names: [string, ...string[]]) => {
  const [first, ...others] = names.map((name, i) => ({ ...checker(name), name: `${name}-${i}` }));
  return makePlan(config({ checkers: [first!, ...others] })).checkers.map(({ turn }) => turn);
};

test("two checks of HAProxy take turns within the interval", () => {
  expect(turnsOf("haproxy", "haproxy-http")).toEqual([
    { index: 0, of: 2 },
    { index: 1, of: 2 },
  ]);
});

test("a check of another product takes no turn among them", () => {
  expect(turnsOf("haproxy", "keepalived", "haproxy-http")).toEqual([
    { index: 0, of: 2 },
    undefined,
    { index: 1, of: 2 },
  ]);
});

test("a check of HAProxy alone begins at once", () => {
  expect(turnsOf("haproxy", "keepalived")).toEqual([undefined, undefined]);
});
