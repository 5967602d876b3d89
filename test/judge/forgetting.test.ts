import { expect, test } from "vitest";
import { forgetting } from "../../lib/judge/forgetting";
import type { Second } from "../../lib/model/extension";
import { ORIGIN_MS, run } from "./run";

/** Clients that failed in each second of the recovery, of ten; and in each tenth second of the baseline. */
function after(failed: number[], usual = 0): number | null {
  const evidence = run({});
  const second = (phase: string, t: number, lost: number): Second => ({
    ...{ t, phase, attempts: 10, accepted: 10 - lost },
    ...{ checks: 0, queue: -1 },
  });
  const from = Math.floor(ORIGIN_MS / 1_000) + 40;
  const baseline = Array.from({ length: 10 }, (_, i) => second("baseline", from - 40 + i, i === 5 ? usual : 0));
  const recovery = failed.map((lost, i) => second("recovery", from + i, lost));
  return forgetting({ ...evidence, recording: { ...evidence.recording, timeline: [...baseline, ...recovery] } });
}

test("a service is back after the last failure of the harm", () => {
  expect(after([10, 10, 0, 0, 0, 0])).toBeGreaterThan(1_000);
  expect(after([10, 10, 0, 0, 0, 0])).toBeLessThanOrEqual(2_000);
});

test("a client that fails as seldom as without a check is not the harm going on", () => {
  const seldom = [10, 10, ...Array.from({ length: 12 }, () => 0), 1, 0];
  expect(after(seldom, 1)).toBe(after([10, 10, 0, 0, 0, 0]));
});

test("where no client fails without a check, one that fails later is the harm", () => {
  expect(after([10, 10, 0, 0, 0, 0, 0, 1, 0, 0, 0])).toBe(after([10, 10, 10, 10, 10, 10, 10, 10, 0, 0, 0]));
});

test("where clients still fail at the end, the time until a service is back is not known", () => {
  expect(after([10, 10, 10, 10])).toBeNull();
});
