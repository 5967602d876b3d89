import { expect, test } from "vitest";
import { judge } from "../../lib/judge/judge";
import { run, type RunLiteral } from "./run";

const CHECKS = { rst: { storm: 200, night: 100 } };
const alike = (of: string, share: string, baseline: string) =>
  `Harm showed after ${of}, and 100 connections before them had done none. A service that fails after so many connections of any kind ` +
  `would look the same in ${share} of the cases. BASELINE=${baseline} would settle it.`;

const before = (order: string, checksBeforeFirstFailure: number) => ({ order, checksBeforeFirstFailure });

const table: [string, RunLiteral, string][] = [
  ["at once", { storm: before("200-", 1) }, ""],
  ["after half as many connections as the control made", { storm: before("25+ 175-", 25) }, ""],
  [
    "after one more",
    { storm: before("26+ 174-", 25) },
    alike("26 clients and 25 checks in the storm", "33.7 %", "13s"),
  ],
  [
    "the margin is rounded up to whole seconds",
    { storm: before("50+ 150-", 50) },
    alike("50 clients and 50 checks in the storm", "50 %", "24s"),
  ],
  ["after the night, by whose checks no other client was harmed", { recovery: before("150-", 300) }, ""],
  [
    "a queue that begins to grow late",
    {
      client: { evidence: "kernel" },
      queue: [
        [9, 0],
        [12, 0],
        [15, 0],
        [25, 0],
        [26, 15],
        [27, 30],
        [28, 45],
        [29.9, 60],
        [54, 60],
      ],
    },
    alike("140 clients and 140 checks in the storm", "73.6 %", "68s"),
  ],
];

test.each(table)("%s", (_, literal, reason) => {
  const { attribution, attributionReason } = judge(run({ ...literal, checks: CHECKS }));
  expect([attribution, attributionReason]).toEqual([reason ? "weak" : "strong", reason]);
});

test("slow clients: the margin is of connections, not of seconds", () => {
  const storm = before("8+ 4-", 4);
  const rare = run({ rate: 0.2, seconds: { baseline: 30, storm: 60 }, storm, floors: { clientAttempts: 2 } });
  expect(judge(rare).attributionReason).toMatch(/after 8 clients and 4 checks .* and 6 connections .*BASELINE=144s/);
});

const HALF_OPEN = {
  handshake: "half-open" as const,
  steps: [],
  ending: { kind: "rst" as const },
  prove: { segsOut: 1 },
};

test("half-open checks are not the cause of what needs an accepted connection", () => {
  const checkers = [{ connections: [HALF_OPEN] as [typeof HALF_OPEN] }];
  const rejected = judge(run({ checkers, checks: CHECKS, storm: { order: "50+ 150-", causes: { rejected: 150 } } }));
  expect([rejected.verdict, rejected.attribution]).toEqual(["inconclusive", "strong"]);
  expect(rejected.reason).toMatch(/the service cannot have seen one of the checks/);
  const dropped = judge(
    run({ checkers, checks: CHECKS, storm: { ...before("10+ 190-", 10), causes: { "syn-dropped": 190 } } }),
  );
  expect(dropped.verdict).toBe("degraded");
});

test("half-open checks that the kernel acknowledged after all are seen by the service", () => {
  const checkers = [{ connections: [HALF_OPEN] as [typeof HALF_OPEN] }];
  const checks = { rst: { storm: { sent: 200, verified: 150 }, night: 100 } };
  const { verdict, attribution } = judge(run({ checkers, checks, storm: before("200-", 4) }));
  // Never strong: on a machine with nothing else to do the service would have seen none.
  expect([verdict, attribution]).toEqual(["degraded", "weak"]);
});
