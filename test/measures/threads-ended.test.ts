import { describe, expect, test } from "vitest";
import type { Gate } from "../../lib/model/gates";
import { judge } from "../../lib/judge/judge";
import { threadsEnded } from "../../lib/measures/threads-ended";
import { terminalReport } from "../../lib/report/terminal";
import { journalOf } from "../report/journals";
import { processes, type Moment } from "../judge/processes";
import { GATES, run, stats, type RunLiteral } from "../judge/run";

const gate: Gate = { name: "recovery-threads", phase: "recovery", measure: "threads-ended", atMost: 0.25 };
const ended = (threads: (m: Moment) => number, more: RunLiteral = {}) =>
  threadsEnded(run({ process: processes((m) => ({ threads: threads(m) })), ...more }));

/** As every tenth check ends one of eleven. */
const workers = (m: Moment) => Math.max(1, 11 - Math.floor(m.checks / 10));

describe("workers that end:", () => {
  test("the run tells how many, and within how many checks", () => {
    expect(ended(workers)).toMatchObject({
      observed: expect.closeTo(10 / 11, 5),
      finding: { kind: "threads", before: 11, after: 1, checks: 100 },
    });
  });

  test("all may end between two looks", () => {
    expect(ended((m) => (m.checks > 0 ? 1 : 11))).toMatchObject({ finding: { before: 11, after: 1, checks: 10 } });
  });

  test("a check that was under way at the first look counts", () => {
    const sampled = (m: Moment) => (m.checks > 10 ? 1 : 12);
    expect(ended(sampled)).toMatchObject({ finding: { before: 12, after: 1, checks: 11 } });
  });

  test("half of them while every client gets in: degraded, with its own advice", () => {
    const judgement = judge(
      run({ gates: [...GATES, gate], process: processes((m) => ({ threads: Math.max(3, 6 - m.checks) })) }),
    );
    expect(judgement).toMatchObject({
      verdict: "degraded",
      cause: null,
      reason: { kind: "cost", cost: { kept: null, findings: [{ kind: "threads", before: 6, after: 3, checks: 10 }] } },
    });
    expect(judgement.advice[0]).toEqual({ kind: "cost", finding: "threads" });
  });

  test("where clients were lost as well, it is the first thing to repair", () => {
    const process = processes((m) => ({ threads: workers(m) }));
    const judgement = judge(run({ gates: [...GATES, gate], process, storm: "100+ 100-", recovery: "150-" }));
    expect(judgement).toMatchObject({ verdict: "wedged", cause: "queued-not-served" });
    expect(judgement.reason).toMatchObject({
      kind: "harm",
      cost: { kept: null, findings: [{ kind: "threads", before: 11, after: 1, checks: 100 }] },
    });
    expect(judgement.advice[0]).toEqual({ kind: "cost-beside-harm", finding: "threads" });
  });

  test("the report names it", () => {
    const journal = journalOf({ gates: [...GATES, gate], process: processes((m) => ({ threads: workers(m) })) });
    const text = terminalReport(journal, { colour: false }).replace(/\s+/g, " ");
    expect(text).toContain("clients got in, and the checks end the service's threads");
    expect(text).toContain("Process mailer (pid 4711); threads 11 → 1 within 100 checks");
    expect(journal.findings).toEqual([
      { kind: "threads", text: "threads 11 → 1 within 100 checks", figures: { before: 11, after: 1, checks: 100 } },
    ]);
  });
});

describe("threads that come and go:", () => {
  test.each<[string, (m: Moment) => number]>([
    ["nothing changes", () => 8],
    ["a pool that shrinks while nobody needs it, and grows again", (m) => (m.t >= 32 && m.t < 42 ? 2 : 11)],
    ["a pool that shrinks by the clock, from the baseline on", (m) => Math.max(2, 40 - m.t)],
    ["a pool that was left by an earlier load, and ends before the first check", (m) => (m.t < 4 ? 30 : 10)],
    ["a pool that grows with the checks, and shrinks again", (m) => (m.t >= 10 && m.t < 45 ? 60 : 11)],
    ["a compiler ends a thread or two", (m) => (m.checks > 30 ? 20 : 22)],
    ["the last thread but one ends", (m) => (m.checks > 30 ? 1 : 2)],
    ["threads end after the last check", (m) => (m.t > 42 ? 3 : 11)],
    ["the number only grows", (m) => 8 + m.checks],
  ])("no worker is said to end: %s", (_, threads) => {
    expect(ended(threads)).toMatchObject({ observed: 0, finding: null });
  });

  test("a thread for each connection: as many are fewer where no client is let in any more", () => {
    const hung = {
      baseline: { order: "100+", firstByteMs: stats(100, 1000) },
      storm: "1+ 199-",
      recovery: "150-",
    };
    expect(ended((m) => (m.checks > 0 ? 1 : 11), hung)).toMatchObject({ observed: 0, finding: null });
  });

  test("nothing is known of the embedded server", () => {
    const process = processes(() => ({ self: true, reason: "part of k6's own process", threads: null }));
    expect(threadsEnded(run({ process }))).toEqual({
      kind: "unmeasured",
      why: { kind: "threads-not-seen", reason: "part of k6's own process" },
    });
  });
});
