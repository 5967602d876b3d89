import { describe, expect, test } from "vitest";
import { findings } from "../../lib/judge/findings";
import { memoryJump } from "../../lib/measures/memory-jump";
import { processes, type Moment } from "../judge/processes";
import { run } from "../judge/run";

const MIB = 2 ** 20;
const jumped = (mib: (m: Moment) => number) =>
  memoryJump(run({ process: processes((m) => ({ rssBytes: mib(m) * MIB })) }));

test("memory that jumps once and stays is told with what it was and what it is", () => {
  expect(jumped((m) => (m.checks > 20 ? 48.8 : 2.8))).toMatchObject({
    observed: expect.closeTo(17.4, 1),
    finding: { kind: "memory", beforeBytes: 2.8 * MIB, afterBytes: 48.8 * MIB, checks: 300 },
  });
});

test("a steady leak of memory is told once, as a leak", () => {
  const process = processes((m) => ({ rssBytes: (4 + m.checks / 8) * MIB }));
  expect(findings(run({ process }))).toEqual([
    { kind: "growth", leak: expect.objectContaining({ what: "memory", perCheck: expect.closeTo(128 * 1024, 0) }) },
  ]);
});

describe("memory does not jump:", () => {
  test.each<[string, (m: Moment) => number]>([
    ["a heap that fills with every connection", (m) => 20 + (m.attempts + m.checks) / 4],
    [
      "a heap that grows with the clients of the baseline, and is large enough then",
      (m) => 60 + Math.min(180, 2 * m.attempts),
    ],
    ["the growth goes back once the checks have stopped", (m) => (m.checks > 20 && m.t < 45 ? 90 : 20)],
    ["the growth is less than the process was", (m) => (m.checks > 20 ? 390 : 200)],
    ["the growth of a small process is little", (m) => (m.checks > 20 ? 15 : 3)],
    ["the growth comes when the checks have stopped", (m) => (m.t > 43 ? 134 : 14)],
    ["the process shrinks", (m) => (m.checks > 20 ? 20 : 200)],
  ])("%s", (_, mib) => {
    expect(jumped(mib)).toMatchObject({ observed: 0, finding: null });
  });
});
