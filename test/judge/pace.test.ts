import { expect, test } from "vitest";
import { pace } from "../../lib/judge/pace";
import { run, type RunLiteral } from "./run";

const waiting = (sent: number, queued = sent) => ({
  storm: { sent, failed: queued, causes: { "queued-not-served": queued } },
  night: 100,
});

test("25 checks a second that wait 300 ms want eight nodes", () => {
  const checkers = [{ name: "lb", plannedIntervalMs: 40, plannedChecks: { storm: 500, night: 250 } }];
  expect(pace(run({ checkers, checks: { lb: waiting(66) } }))).toEqual([
    {
      kind: "behind-rate",
      ...{ checker: "lb", sent: 66, planned: 500, everyMs: (40 * 500) / 66, nodes: 8, plannedPerSecond: 25 },
    },
  ]);
});

test.each<[string, RunLiteral]>([
  ["most of the rate was reached", { checks: { rst: waiting(160) } }],
  ["they did not wait, they came late for another reason", { checks: { rst: waiting(66, 32) } }],
  ["clients were lost as well", { checks: { rst: waiting(66) }, storm: "199+ 1-" }],
  ["the storm was cut short", { checks: { rst: waiting(66) }, end: "interrupted", endedAt: 20 }],
  ["so many checks and no more were asked for", { checks: { rst: waiting(66) }, checkers: [{ most: 66 }] }],
  [
    "a connection that is held is no check that waits",
    { checks: { rst: waiting(66) }, checkers: [{ holdsUntil: "next-check" }] },
  ],
  ["no check was sent", { checks: { rst: waiting(0) } }],
])("more nodes are not advised where %s", (_, literal) => {
  expect(pace(run(literal))).toEqual([]);
});
