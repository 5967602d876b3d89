/** An arm is over when its VUs say so, unless k6 made them. */
import { expect, test } from "vitest";
import { endOf } from "../../lib/trials/end-of";
import { run } from "../judge/run";

test("complete where nothing was ended by k6", () => {
  expect(endOf(run().recording)).toBe("complete");
  expect(endOf({ clients: {}, checks: {} })).toBe("complete");
});

test("a client or a check that k6 ended cuts it short", () => {
  expect(endOf(run({ storm: { order: "20+", cancelled: 1 } }).recording)).toBe("interrupted");
  expect(endOf(run({ checks: { hold: { storm: { sent: 8, cancelled: 8 } } } }).recording)).toBe("interrupted");
});
