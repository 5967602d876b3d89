/** An arm is over when its VUs say so, unless k6 made them. */
import { expect, test } from "vitest";
import { endOf } from "../../lib/experiments/end-of";
import { run, type RunLiteral } from "../judge/run";

/** The night ends 40 s after the first phase began. */
const CHECKS_END_MS = 40_500;
const ended = (literal: RunLiteral = {}) => endOf(run(literal).recording, CHECKS_END_MS);

test("a run is complete where nothing was ended by k6", () => {
  expect(ended()).toBe("complete");
  expect(endOf({ clients: {}, checks: {}, nowMs: 0 }, CHECKS_END_MS)).toBe("complete");
});

test("a client that k6 ended cuts a run short, and so does a check before the checks were to end", () => {
  expect(ended({ storm: { order: "20+", cancelled: 1 } })).toBe("interrupted");
  expect(ended({ checks: { hold: { storm: { sent: 8, cancelled: 8 } } }, endedAt: 25 })).toBe("interrupted");
});

test("a check that its own node gave up at the end of the checks does not cut a run short", () => {
  expect(ended({ checks: { slow: { night: { sent: 8, cancelled: 1 } } } })).toBe("complete");
});
