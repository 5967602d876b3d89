import { describe, expect, test } from "vitest";
import type { PlannedChecker } from "../../lib/model/plan";
import { afterCheck, beginNode, lastWord, type CheckMade } from "../../lib/checkers/own-clock";
import { checker } from "../judge/run";

/** Ten times as often as its product: 200 ms here, 2 s there. */
const often: PlannedChecker = checker({ intervalMs: 2_000, plannedIntervalMs: 200, speedup: 10, rise: 2, fall: 3 });
const ORIGIN = 1_000;

const made = (beganMs: number, lastsMs: number, ok: boolean | null): CheckMade => {
  const endedMs = beganMs + lastsMs;
  return { beganMs, endedMs, knownMs: endedMs, ok };
};

describe("when the next check is due, here and at the product's own cadence:", () => {
  test.each<[string, Partial<PlannedChecker>, number, [number, number]]>([
    ["a short check brings the next one an interval later", {}, 5, [10_200, 2_000]],
    ["a long check costs more slots here than there", {}, 900, [11_000, 2_000]],
    ["a timeout longer than the interval costs slots on both clocks", {}, 5_000, [15_000, 6_000]],
    [
      "a check of a product that waits after its end brings the next one an interval after it",
      { cadence: "after-completion" },
      900,
      [11_100, 2_900],
    ],
    [
      "a check that is held until the next one brings it an interval later, however long it lasted",
      { holdsUntil: "next-check" },
      200,
      [10_200, 2_000],
    ],
  ])("%s", (_, given, lastsMs, due) => {
    const node = beginNode({ ...often, ...given }, 0, ORIGIN, 10_000, 0);
    afterCheck({ ...often, ...given }, node, made(ORIGIN + 10_000, lastsMs, true));
    expect([node.dueMs, node.ownDueMs]).toEqual(due);
  });

  test("a check that the generator made late is not late on the product's clock", () => {
    const node = beginNode(often, 0, ORIGIN, 10_000, 0);
    afterCheck(often, node, made(ORIGIN + 10_150, 5, true));
    expect([node.dueMs, node.ownDueMs]).toEqual([10_200, 2_000]);
  });

  test("the first checks of several nodes are spread over the interval of each clock", () => {
    const nodes = { ...often, nodes: 4, spread: "staggered" as const };
    const { dueMs, ownDueMs } = beginNode(nodes, 3, ORIGIN, 10_000, 0);
    expect([dueMs, ownDueMs]).toEqual([10_150, 1_500]);
  });

  test("fastinter counts on both clocks", () => {
    const fast = { ...often, fastIntervalMs: 500 };
    const node = beginNode(fast, 0, ORIGIN, 10_000, 0);
    afterCheck(fast, node, made(ORIGIN + 10_000, 5, false));
    expect([node.dueMs, node.ownDueMs]).toEqual([10_050, 500]);
  });
});

test("a change of mind says when its result was known, and when the first check began that spoke for it", () => {
  const node = beginNode(often, 0, ORIGIN, 0, 0);
  const changes = [true, false, false, false, true].map((ok, i) =>
    afterCheck(often, node, made(ORIGIN + 200 * i, 100, ok)),
  );
  expect(changes).toEqual([
    null,
    null,
    null,
    { up: false, at: [ORIGIN + 700, 6_100], since: [ORIGIN + 200, 2_000] },
    null,
  ]);
  expect(lastWord(often, node, 1_000, null)).toMatchObject({ results: 5, changes: 1 });
});

test("a check that gives no result leaves the opinion and the count as they are", () => {
  const down = { ...often, initially: "down" as const, rise: 1 };
  const node = beginNode(down, 0, ORIGIN, 0, 0);
  expect(afterCheck(down, node, made(ORIGIN, 1_000, null))).toBeNull();
  expect(node.opinion.up).toBe(false);
  expect(lastWord(often, node, 1_000, null)).toMatchObject({ results: 0, changes: 0, last: [] });
});

test("a node keeps as many of its last results as decide an opinion", () => {
  const node = beginNode(often, 0, ORIGIN, 0, 0);
  for (let i = 0; i < 7; i++) afterCheck(often, node, made(ORIGIN + 200 * i, 5, true));
  const { last } = lastWord(often, node, 1_400, null);
  expect([...last].sort(([a], [b]) => a - b)).toEqual([4, 5, 6].map((i) => [ORIGIN + 200 * i, 2_000 * i]));
});

describe("the end of a node's time:", () => {
  const after = (checks: readonly CheckMade[], given: Partial<PlannedChecker> = {}) => {
    const node = beginNode({ ...often, ...given }, 0, ORIGIN, 0, 0);
    for (const check of checks) afterCheck({ ...often, ...given }, node, check);
    return node;
  };

  test("between two checks the product's clock goes as often faster as it checks", () => {
    // The second is over at 300 ms, 2.1 s there; the next is due at 400 ms, 4 s there.
    const node = after([made(ORIGIN, 5, true), made(ORIGIN + 200, 100, true)]);
    expect(lastWord(often, node, 350, null).at).toEqual([ORIGIN + 350, 3_050]);
  });

  test("within a check both clocks go alike", () => {
    expect(lastWord(often, after([made(ORIGIN, 5, true)]), 1_200, ORIGIN + 200).at).toEqual([ORIGIN + 1_200, 3_000]);
    expect(lastWord(often, after([made(ORIGIN, 500, true)]), 400, null).at).toEqual([ORIGIN + 400, 400]);
  });

  test("a check under way is told where its failure would have decided", () => {
    const undecided = (checks: CheckMade[], unfinishedMs: number | null) =>
      lastWord(often, after(checks), 1_200, unfinishedMs).undecided;
    const failures = [made(ORIGIN, 5, false), made(ORIGIN + 200, 5, false)];
    expect(undecided(failures, ORIGIN + 400)).toBe(true);
    expect(undecided(failures, null)).toBe(false);
    expect(undecided(failures.slice(1), ORIGIN + 400)).toBe(false);
    expect(undecided([...failures, made(ORIGIN + 400, 5, false)], ORIGIN + 600)).toBe(false);
  });

  test("a node that made all the checks that it may stands for the time until the next one", () => {
    expect(lastWord(often, after([made(ORIGIN, 5, true)]), 30_000, null).at).toEqual([ORIGIN + 200, 2_000]);
  });

  test("the product's clock goes as often faster for a node that never checked", () => {
    const late = { spread: "random" as const };
    const node = beginNode({ ...often, ...late }, 0, ORIGIN, 0, 0.9);
    expect(lastWord(often, node, 90, null).at).toEqual([ORIGIN + 90, 900]);
  });
});
