import { expect, test } from "vitest";
import { unhealthyBaseline } from "../../lib/judge/baseline";
import type { Cause } from "../../lib/model/extension";
import type { ControlReason } from "../../lib/model/reason";
import { run, stats, type RunLiteral } from "./run";

const alone: [string, RunLiteral, Cause | null, Partial<ControlReason>][] = [
  [
    "hangs half-way",
    { baseline: "57+ 43-" },
    "queued-not-served",
    { kind: "control-breaks", first: 57, later: { attempts: 43, accepted: 0 } },
  ],
  [
    "serves one",
    { baseline: "1+ 99-" },
    "queued-not-served",
    { kind: "control-breaks", first: 1, later: { attempts: 99, accepted: 0 } },
  ],
  [
    "nearly hangs",
    { baseline: "57+ 33- 10+" },
    "queued-not-served",
    { kind: "control-breaks", first: 57, later: { attempts: 43, accepted: 10 } },
  ],
  [
    "fails now and then",
    { baseline: "10+ 2- 88+" },
    "queued-not-served",
    { kind: "control-fails", clients: { attempts: 100, accepted: 98 } },
  ],
  [
    "rejects all",
    { baseline: { order: "100-", causes: { rejected: 100 }, examples: { rejected: 'expected "220", got "554 no"' } } },
    "rejected",
    { kind: "control-shut-out", cause: "rejected", example: 'expected "220", got "554 no"', attempts: 100 },
  ],
  [
    "hung before the storm, in which the attempts ended and with which they are recorded",
    { baseline: { order: "60+ 40-", overrun: 40 }, storm: "200-" },
    "queued-not-served",
    { kind: "control-breaks", first: 60, later: { attempts: 25, accepted: 0 } },
  ],
];

test.each(alone)("a service that fails without a check is no control: it %s", (_, literal, cause, reason) => {
  expect(unhealthyBaseline(run(literal))).toMatchObject({ cause, reason });
});

const UNTRUSTED = { order: "100-", causes: { rejected: 100 }, examples: { rejected: "x509: not trusted" } };

test.each([
  [{ CERTIFICATE: 100 }, { kind: "trust-certificate" }],
  [{ CERTIFICATE: 50 }, { kind: "cause-without-checks", cause: "rejected" }],
  [{}, { kind: "cause-without-checks", cause: "rejected" }],
])("the advice to 100 clients rejected by %o goes by the code, not by the words", (errnos, advice) => {
  expect(unhealthyBaseline(run({ baseline: { ...UNTRUSTED, errnos } }))?.advice).toEqual([advice]);
});

const healthy: [string, RunLiteral][] = [
  ["all got in", {}],
  ["a few that were under way when the storm came", { baseline: { order: "97+ 3-", overrun: 3 }, storm: "200-" }],
  ["a few that the storm overtook and that got in, late", { baseline: { order: "100+", overrun: 3 } }],
  ["as many as the floor asks for", { baseline: "99+ 1-" }],
  ["hung with the first check: attempts under way then are the storm's", { storm: "200-" }],
  ["a baseline too short to see a second of", { seconds: { baseline: 1 }, baseline: "10+", storm: "200-" }],
];

test.each(healthy)("the baseline is healthy: %s", (_, literal) => {
  expect(unhealthyBaseline(run(literal))).toBeNull();
});

test("where a connection takes seconds, those begun so long before the first check may have met it", () => {
  const slow = { order: "75+ 25-", overrun: 25, connectMs: stats(75, 3_000) };
  expect(unhealthyBaseline(run({ baseline: slow, storm: "200-" }))).toBeNull();
  const quick = { ...slow, connectMs: stats(75, 1) };
  expect(unhealthyBaseline(run({ baseline: quick, storm: "200-" }))?.reason.kind).toBe("control-breaks");
});

test("clients that fail in the storm before the first late check are the control's", () => {
  const evidence = run({ storm: "50+ 150-", checks: {} });
  const second = evidence.recording.timeline.find(({ t }) => t === 25)!;
  Object.assign(second, { checks: 1 });
  expect(unhealthyBaseline(evidence)?.reason).toMatchObject({
    kind: "control-breaks",
    first: 100,
    later: { attempts: 135, accepted: 50 },
  });
});

test.each(["connectMs", "answerMs"] as const)(
  "attempts under way at the first check are not the control's, by their %s",
  (which) => {
    const within = (ms: number) => {
      const baseline = { order: "100+", [which]: { ...stats(100, 1), max: ms } };
      const evidence = run({ baseline, storm: "50+ 150-", checks: {} });
      Object.assign(
        evidence.recording.timeline.find(({ t }) => t === 25)!,
        { checks: 1 },
      );
      return unhealthyBaseline(evidence);
    };
    // The first one was lost 9.5 s before.
    expect(within(10_000)).toBeNull();
    expect(within(1000)?.reason.kind).toBe("control-breaks");
  },
);
