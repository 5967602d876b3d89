import { expect, test } from "vitest";
import { evaluateFloors } from "../../lib/judge/floors";
import { run, stats, type RunLiteral } from "./run";

const table: [string, string, RunLiteral, boolean, number, string][] = [
  ["no error", "harness-errors", {}, true, 0, "no harness errors"],
  [
    "the two most frequent reasons",
    "harness-errors",
    { harness: { a: 1, b: 3, c: 2 } },
    false,
    6,
    "6 harness errors: 3 × b; 2 × c",
  ],
  [
    "lag at its limit",
    "lag",
    { checks: { rst: { storm: { sent: 200, lagMs: stats(200, 250) } } } },
    true,
    250,
    "exchanges began up to 250 ms late (p99), at most 250 ms allowed",
  ],
  [
    "lag of a checker",
    "lag",
    { checks: { rst: { storm: { sent: 200, lagMs: stats(200, 251) } } } },
    false,
    251,
    "exchanges began up to 251 ms late (p99), at most 250 ms allowed",
  ],
  ["k6 counted one", "dropped-iterations", { dropped: 1 }, false, 1, "1 client could not be started: no free VU"],
  [
    "k6 counted none, whatever is missing",
    "dropped-iterations",
    { dropped: 0, storm: "100+" },
    true,
    0,
    "no client left out",
  ],
  [
    "at the edge of phases one may be missing",
    "dropped-iterations",
    { baseline: "99+", storm: "199+", recovery: "149+" },
    true,
    0,
    "no client left out",
  ],
  [
    "one more is missing",
    "dropped-iterations",
    { baseline: "99+", storm: "198+", recovery: "149+" },
    false,
    4,
    "4 clients could not be started: no free VU",
  ],
  [
    "attempts that k6 ended were begun",
    "dropped-iterations",
    { storm: { order: "150+", cancelled: 50 } },
    true,
    0,
    "no client left out",
  ],
  [
    "a cut run makes fewer",
    "dropped-iterations",
    { storm: "50+", recovery: "", end: "interrupted", endedAt: 15 },
    true,
    0,
    "no client left out",
  ],
  ["clients at the floor", "storm-clients", { storm: "5+" }, true, 5, "5 clients in the storm, at least 5 wanted"],
  [
    "clients under it",
    "recovery-clients",
    { recovery: "4+" },
    false,
    4,
    "4 clients in the recovery, at least 5 wanted",
  ],
  [
    "baseline",
    "baseline-accepted",
    { baseline: "98+ 2-" },
    false,
    0.98,
    "98 % of the baseline's clients accepted, at least 99 % wanted",
  ],
  [
    "checks at the floor",
    "rst-checks",
    { checks: { rst: { storm: 15, night: 5 } } },
    true,
    20,
    "20 verified checks of rst, at least 20 wanted",
  ],
  [
    "completed but not verified",
    "rst-checks",
    { checks: { rst: { storm: { sent: 100, verified: 19 } } } },
    false,
    19,
    "19 verified checks of rst, at least 20 wanted",
  ],
  [
    "a plan that makes fewer",
    "rst-checks",
    { checkers: [{ plannedIntervalMs: 2000, intervalMs: 2000 }], checks: { rst: { storm: 13 } } },
    true,
    13,
    "13 verified checks of rst, at least 13 wanted",
  ],
  [
    "a hold opens one connection per node",
    "rst-checks",
    { checkers: [{ holdsToPhaseEnd: true, nodes: 8 }], checks: { rst: { storm: 8 } } },
    true,
    8,
    "8 verified checks of rst, at least 8 wanted",
  ],
  [
    "fidelity at the floor",
    "rst-fidelity",
    { checks: { rst: { storm: { sent: 100, verified: 50 } } } },
    true,
    0.5,
    "50 % of rst's checks were truly rst, at least 50 % wanted",
  ],
  [
    "fidelity under it",
    "rst-fidelity",
    { checks: { rst: { storm: { sent: 100, verified: 49, unproven: { "too late": 50, other: 1 } } } } },
    false,
    0.49,
    "49 % of rst's checks were truly rst, at least 50 % wanted (mostly: too late)",
  ],
];

test.each(table)("%s", (_, name, literal, ok, observed, text) => {
  const { kind, ...floor } = evaluateFloors(run(literal)).find((result) => result.name === name)!;
  expect(floor).toEqual({ name, ok, observed, text });
  expect(kind).toBe(["harness-errors", "lag", "dropped-iterations"].includes(name) ? "harness" : "sample");
});
