import { expect, test } from "vitest";
import { checksOf, connectionsPerCheck } from "../../lib/measures/checks";
import { run } from "../judge/run";

test("a check of two connections is one check", () => {
  const { recording } = run({
    checks: {
      lb: { storm: { sent: 10, completed: 10, verified: 10 } },
      "lb#2": { storm: { sent: 10, completed: 8, verified: 7, failed: 2 } },
    },
  });
  expect(checksOf(recording, "lb")).toMatchObject({ sent: 10, completed: 8, verified: 7, failed: 2 });
  expect(connectionsPerCheck(recording)).toBe(2);
});

test("checks that are unproven in each of their connections are not fewer than none", () => {
  const none = { storm: { sent: 10, completed: 10, verified: 0, unverified: 10 } };
  const { recording } = run({ checks: { lb: none, "lb#2": none, "lb#3": none } });
  expect(checksOf(recording, "lb").verified).toBe(0);
});

test("without a check there is nothing to divide by", () => {
  expect(connectionsPerCheck(run({ checks: {} }).recording)).toBe(1);
});
