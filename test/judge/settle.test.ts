import { expect, test } from "vitest";
import type { Gate } from "../../lib/model/gates";
import { judge } from "../../lib/judge/judge";
import { settle } from "../../lib/judge/settle";
import { processes } from "./processes";
import { GATES, run } from "./run";

const growth: Gate = { name: "recovery-growth", phase: "recovery", measure: "growth", atMost: 0.1 };
const harm = { checksBefore: 1, forgetsAfterMs: 0, factor: 25, atOwnRate: "unknown" } as const;
const dose = { checks: 1, forgetsAfterMs: 0, atNight: false };

test("a leak beside harm of the factor alone is told as a leak, and the first storm's harm as a finding", () => {
  const evidence = run({
    gates: [...GATES, growth],
    process: processes(({ checks }) => ({ descriptors: 12 + checks })),
  });
  const leaking = judge(evidence);
  const first = { ...leaking, cause: "reset" as const };
  const settled = settle(evidence, first, { kind: "second-storm", harm, dose }, judge(run()));
  expect(leaking.gates.filter(({ ok }) => !ok).map(({ gate }) => gate.name)).toEqual(["recovery-growth"]);
  expect(settled).toMatchObject({ verdict: "degraded", cause: null, harm: { atOwnRate: "no" } });
  expect(settled.reason).toMatchObject({
    kind: "cost-at-own-rate",
    clients: "service",
    cost: { kept: { leftBy: "check" }, findings: [] },
    firstStorm: { factor: 25, checksBefore: 1, forgetsAfterMs: 0, cause: "reset", ownFactor: 1, spared: true },
  });
  expect(settled.findings.map(({ kind }) => kind)).toEqual(["growth", "raised-rate"]);
});

test("a second storm that says nothing does not excuse what stays of each check", () => {
  const evidence = run({
    gates: [...GATES, growth],
    process: processes(({ checks }) => ({ descriptors: 12 + checks })),
  });
  const nothing = judge(run({ baseline: { order: "20-" } }));
  expect(nothing.verdict).toBe("inconclusive");
  const settled = settle(evidence, judge(evidence), { kind: "second-storm", harm, dose }, nothing);
  expect(settled).toMatchObject({ verdict: "degraded", harm: { atOwnRate: "unknown" } });
  expect(settled.reason).toMatchObject({
    kind: "cost-at-any-rate",
    cost: { kept: { leftBy: "check" } },
    clients: {
      kind: "second-storm-inconclusive",
      firstStorm: { ownFactor: 1, spared: false },
      second: { kind: "generator-failed" },
    },
  });
});
