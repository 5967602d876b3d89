import { expect, test } from "vitest";
import type { Cadence, Spread } from "../../lib/model/checker";
import { firstDue, nextDue } from "../../lib/checkers/pacing";

const first: [spread: Spread, node: number, nodes: number, intervalMs: number, random: number, due: number][] = [
  ["aligned", 0, 4, 2000, 0.5, 0],
  ["aligned", 3, 4, 2000, 0.5, 0],
  ["staggered", 0, 4, 2000, 0.5, 0],
  ["staggered", 1, 4, 2000, 0.5, 500],
  ["staggered", 3, 4, 2000, 0.5, 1500],
  ["staggered", 1, 3, 100, 0.5, 100 / 3],
  ["random", 0, 4, 2000, 0, 0],
  ["random", 1, 4, 2000, 0.25, 500],
  ["random", 1, 1, 60_000, 0.999, 59_940],
];

test.each(first)(
  "the first check, %s, of node %i of %i, every %i ms, with the random number %f, comes after %f ms",
  (spread, node, nodes, interval, random, due) => {
    expect(firstDue({ spread, nodes, plannedIntervalMs: interval }, node, random)).toBeCloseTo(due, 9);
  },
);

test.each([
  [{ index: 0, of: 2 }, 0, 1, 0],
  [{ index: 1, of: 2 }, 0, 1, 250],
  [{ index: 0, of: 2 }, 1, 2, 125],
  [{ index: 1, of: 2 }, 0, 2, 250],
  [{ index: 1, of: 2 }, 1, 2, 375],
])(
  "the first check of %o among the checks of one process, node %i of %i, comes after %i ms of 500",
  (turn, node, nodes, due) => {
    expect(firstDue({ spread: "staggered", nodes, plannedIntervalMs: 500, turn }, node, 0)).toBeCloseTo(due, 9);
  },
);

const next: [what: string, cadence: Cadence, dueMs: number, endMs: number, intervalMs: number, due: number][] = [
  ["ended at once", "fixed-rate", 1000, 1000, 100, 1100],
  ["ended within the interval", "fixed-rate", 1000, 1040, 100, 1100],
  ["ended on the next slot, which is due now", "fixed-rate", 1000, 1100, 100, 1100],
  ["ended after the next slot, which is left out", "fixed-rate", 1000, 1101, 100, 1200],
  ["lasted many slots and makes no burst", "fixed-rate", 1000, 6050, 100, 6100],
  ["took a fraction of a millisecond", "fixed-rate", 10, 10.2, 0.5, 10.5],
  ["ended before it was due (clock of the caller)", "fixed-rate", 1000, 990, 100, 1100],
  ["ended at once", "after-completion", 1000, 1000, 2000, 3000],
  ["took time, which is added", "after-completion", 1000, 1250, 2000, 3250],
  ["lasted longer than the interval", "after-completion", 1000, 6000, 2000, 8000],
  ["ended within the interval", "ticker", 1000, 1040, 100, 1100],
  ["ended after the next slot, whose tick was kept", "ticker", 1000, 1101, 100, 1101],
  ["lasted many slots, of which one tick was kept, and makes no burst", "ticker", 1000, 6050, 100, 6050],
];

test.each(next)(
  "the next check after one that %s (%s), was due at %f and ended at %f, every %f ms, is due at %f",
  (_, cadence, dueMs, endMs, interval, due) => {
    expect(nextDue({ cadence, holdsUntil: null }, interval, dueMs, endMs)).toBeCloseTo(due, 9);
  },
);

test("a day at a fixed rate does not drift", () => {
  let due = 0;
  for (let i = 0; i < 864_000; i++) due = nextDue({ cadence: "fixed-rate", holdsUntil: null }, 100, due, due + 0.3);
  expect(due).toBe(86_400_000);
});
