import { expect, test } from "vitest";
import { judge } from "../../lib/judge/judge";
import type { Attribution } from "../../lib/model/attribution";
import { run, type RunLiteral } from "./run";

const CHECKS = { rst: { storm: 200, night: 100 } };
const before = (order: string, checksBeforeFirstFailure: number) => ({ order, checksBeforeFirstFailure });

type Weak = Extract<Attribution, { kind: "any-connection" }>;

/** The reason that is given where the baseline had 100 clients. */
const alike = (clients: number, checks: number, baselineSeconds: number): Weak => ({
  kind: "any-connection",
  ...{ clients, checks, since: "storm-start", harmless: 100, baselineSeconds },
  share: (clients + checks) / (100 + clients + checks),
});

const STRONG: Attribution = { kind: "strong" };
const table: [string, RunLiteral, Attribution][] = [
  ["the first client is lost at once", { storm: before("200-", 1) }, STRONG],
  [
    "the first client is lost after half as many connections as the control made",
    { storm: before("25+ 175-", 25) },
    STRONG,
  ],
  [
    "the first client is lost after one connection more than half the control made",
    { storm: before("26+ 174-", 25) },
    alike(26, 25, 13),
  ],
  ["the margin is rounded up to whole seconds", { storm: before("50+ 150-", 50) }, alike(50, 50, 24)],
  [
    "clients are lost after the night, by whose checks no other client was harmed",
    { recovery: before("150-", 300) },
    STRONG,
  ],
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
    alike(140, 140, 68),
  ],
];

test.each(table)("attribution of the harm: %s", (_, literal, attribution) => {
  expect(judge(run({ ...literal, checks: CHECKS })).attribution).toEqual(attribution);
});

test("the margin of slow clients is of connections, not of seconds", () => {
  const storm = before("8+ 4-", 4);
  const rare = run({ rate: 0.2, seconds: { baseline: 30, storm: 60 }, storm, floors: { clientAttempts: 2 } });
  expect(judge(rare).attribution).toMatchObject({ clients: 8, checks: 4, harmless: 6, baselineSeconds: 144 });
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
  expect([rejected.verdict, rejected.attribution]).toEqual(["inconclusive", STRONG]);
  expect(rejected.reason).toMatchObject({ kind: "checks-not-seen", lost: { gate: { name: "storm-accepted" } } });
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
  expect([verdict, attribution]).toEqual(["degraded", { kind: "seen-by-accident" }]);
});
