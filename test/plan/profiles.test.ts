/** What every profile that ships must be, and their order. */
import { expect, test } from "vitest";
import type { Gate } from "../../lib/model/gates";
import { profiles } from "../../thresholds/index";

const [strict, standard, lenient] = ["strict", "default", "lenient"].map((name) => profiles.get(name)!);

test("the profiles are found by name", () => {
  expect([...profiles].map(([name, profile]) => [name, profile.name])).toEqual([
    ["strict", "strict"],
    ["default", "default"],
    ["lenient", "lenient"],
    ["trial", "trial"],
  ]);
});

test.each([...profiles.values()])("$name: gates have names of their own and a bound", ({ gates }) => {
  expect(new Set(gates.map(({ name }) => name)).size).toBe(gates.length);
  for (const { atLeast, atMost } of gates)
    expect([atLeast, atMost].filter((bound) => bound !== undefined)).toHaveLength(1);
});

test("a trial is judged by its clients alone", () => {
  const { gates } = profiles.get("trial")!;
  expect(gates.map(({ phase, measure }) => [phase, measure])).toEqual([
    ["storm", "accepted"],
    ["recovery", "accepted"],
  ]);
});

test.each([strict!, standard!, lenient!])(
  "$name judges clients in storm and recovery, and the night by its queue",
  ({ gates }) => {
    const of = (phase: Gate["phase"]) => gates.filter((gate) => gate.phase === phase).map(({ measure }) => measure);
    expect(of("storm")).toEqual(expect.arrayContaining(["accepted", "outage", "slowdown", "queue-growth"]));
    expect(of("night")).toEqual(["queue-growth"]);
    expect(of("recovery")).toEqual(expect.arrayContaining(["accepted", "outage"]));
  },
);

test.each([
  [strict!, standard!],
  [standard!, lenient!],
])("each profile is tighter than the next, gate by gate and floor by floor", (tight, loose) => {
  for (const gate of loose.gates) {
    const same = tight.gates.find(({ name }) => name === gate.name)!;
    if (gate.atLeast !== undefined) expect(same.atLeast).toBeGreaterThan(gate.atLeast);
    // Nothing is tighter than none at all.
    if (gate.atMost !== undefined && gate.atMost > 0) expect(same.atMost).toBeLessThan(gate.atMost);
    else if (gate.atMost === 0) expect(same.atMost).toBe(0);
    if (gate.ignoreBelowMs !== undefined) expect(same.ignoreBelowMs).toBeLessThan(gate.ignoreBelowMs);
  }
  const { lagMs, ...least } = tight.floors;
  expect(lagMs).toBeLessThan(loose.floors.lagMs);
  for (const [name, value] of Object.entries(least)) {
    expect(value).toBeGreaterThan(loose.floors[name as keyof typeof least]);
  }
});

test("a queue of Python's default backlog (5, so 6 fit) is over the default's limit before it is full", () => {
  expect(standard!.gates.find(({ name }) => name === "storm-queue")!.atMost).toBeLessThan(6);
});
