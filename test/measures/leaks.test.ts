import { describe, expect, test } from "vitest";
import type { Gate } from "../../lib/model/gates";
import type { Unmeasured } from "../../lib/model/gate-result";
import { judge } from "../../lib/judge/judge";
import { processGrowth } from "../../lib/measures/leaks";
import { terminalReport } from "../../lib/report/terminal";
import { journalOf } from "../report/journals";
import { processes, type Moment } from "../judge/processes";
import { GATES, run, type RunLiteral } from "../judge/run";

const MIB = 2 ** 20;
const growth: Gate = { name: "recovery-growth", phase: "recovery", measure: "growth", atMost: 0.1 };
const found = (figures: Parameters<typeof processes>[0], more: RunLiteral = {}) =>
  processGrowth(run({ process: processes(figures), ...more }));
const whatLeaks = (figures: Parameters<typeof processes>[0], more: RunLiteral = {}) =>
  found(figures, more).findings.map(({ what }) => what);

/** Noise that is the same in each run, between -1 and 1. */
const jitter = ({ t }: Moment) => Math.sin(t * 12.9898) * Math.cos(t * 78.233);

describe("a leak", () => {
  test("of descriptors is told per check, and with the time when the limit is reached at the real rate", () => {
    const { findings, missing } = found(({ checks }) => ({ descriptors: 12 + Math.round(0.98 * checks) }), {
      checkers: [{ realRatePerSecond: 2 }],
    });
    expect(missing).toBeNull();
    expect(findings).toHaveLength(1);
    const [{ what, leftBy, perCheck, limit, limitReachedInMs }] = findings as [(typeof findings)[number]];
    expect(perCheck).toBeCloseTo(0.98, 2);
    expect(limit).toBe(1024);
    // (1024 − 12) / (0.98 × 2 a second)
    expect(limitReachedInMs! / 1000).toBeCloseTo(516, 0);
    expect([what, leftBy]).toEqual(["descriptors", "check"]);
  });

  test.each<[string, Parameters<typeof processes>[0], string, number, number]>([
    ["descriptors", (m) => ({ descriptors: 12 + m.checks }), "descriptors", 0.995, 1.005],
    [
      "descriptors of one check in eight",
      (m) => ({ descriptors: 12 + Math.floor(m.checks / 8) }),
      "descriptors",
      0.1245,
      0.1255,
    ],
    [
      "descriptors without a limit",
      (m) => ({ descriptors: 12 + m.checks, descriptorLimit: null }),
      "descriptors",
      0.995,
      1.005,
    ],
    ["threads", (m) => ({ threads: 8 + Math.round(m.checks / 2) }), "threads", 0.4995, 0.5005],
    ["memory", (m) => ({ rssBytes: (20 + m.checks / 8) * MIB }), "memory", 127.5 * 1024, 128.5 * 1024],
    [
      "memory that an allocator takes in steps",
      (m) => ({ rssBytes: (20 + 4 * Math.floor(m.checks / 32)) * MIB }),
      "memory",
      120 * 1024,
      130 * 1024,
    ],
    [
      "memory under a saw-tooth",
      (m) => ({ rssBytes: (20 + m.checks / 8 + ((m.attempts + m.checks) % 70) / 20) * MIB }),
      "memory",
      100 * 1024,
      200 * 1024,
    ],
    ["sockets in CLOSE-WAIT", (m) => ({ closeWait: m.checks }), "sockets in CLOSE-WAIT", 0.995, 1.005],
    ["sockets in ESTABLISHED", (m) => ({ established: m.checks }), "sockets in ESTABLISHED", 0.995, 1.005],
    [
      "descriptors beside clients' own",
      (m) => ({ descriptors: 12 + m.checks + 0.2 * m.attempts }),
      "descriptors",
      0.995,
      1.005,
    ],
    [
      "descriptors beside connections that come and go",
      (m) => ({ descriptors: 12 + m.checks + 3 * jitter(m) }),
      "descriptors",
      0,
      Infinity,
    ],
    [
      "descriptors of which half go back",
      (m) => ({ descriptors: 12 + m.checks - (m.t < 45 ? 0 : 150) }),
      "descriptors",
      0.995,
      1.005,
    ],
    [
      "threads behind a warm-up that clients alone began",
      (m) => ({ threads: 8 + Math.min(80, m.attempts) + m.checks }),
      "threads",
      1,
      2,
    ],
  ])("is found: %s", (_, figures, what, least, most) => {
    const { findings } = found(figures);
    expect(findings).toMatchObject([{ what, leftBy: "check" }]);
    expect(findings[0]!.perCheck).toBeGreaterThanOrEqual(least);
    expect(findings[0]!.perCheck).toBeLessThan(most);
  });

  test("of sockets counts against the limit of descriptors", () => {
    expect(found((m) => ({ closeWait: m.checks })).findings).toMatchObject([{ limit: 1024 }]);
    expect(found((m) => ({ descriptors: 12 + m.checks, descriptorLimit: null })).findings).toMatchObject([
      { limit: null, limitReachedInMs: null },
    ]);
  });

  test("of a connection is told with all that it costs", () => {
    const leaking = (m: Moment) => ({
      descriptors: 12 + m.checks,
      closeWait: m.checks,
      rssBytes: (20 + m.checks / 16) * MIB,
    });
    expect(whatLeaks(leaking)).toEqual(["descriptors", "memory", "sockets in CLOSE-WAIT"]);
  });

  test("is seen up to the first client that was lost: then nobody is let in any more, and nothing grows", () => {
    const hung = { storm: "100+ 100-", recovery: "150-" };
    expect(whatLeaks((m) => ({ descriptors: 12 + Math.min(100, m.checks) }), hung)).toEqual(["descriptors"]);
  });

  test("of the embedded server is known by its sockets alone", () => {
    const own = { self: true, reason: "ours", descriptors: null, descriptorLimit: null, threads: null, rssBytes: null };
    const { findings } = found((m) => ({ ...own, cpuMs: null, closeWait: m.checks }));
    expect(findings).toMatchObject([
      { what: "sockets in CLOSE-WAIT", leftBy: "check", perCheck: 1, limit: null, limitReachedInMs: null },
    ]);
  });
});

describe("no leak is found:", () => {
  test.each<[string, Parameters<typeof processes>[0]]>([
    ["nothing grows", () => ({})],
    ["a step at the first check", (m) => ({ descriptors: m.checks > 0 ? 112 : 12 })],
    ["a pool that fills in the storm", (m) => ({ threads: 8 + Math.min(100, m.checks + m.attempts) })],
    [
      "a pool that fills in the first two thirds of the storm",
      (m) => ({ threads: 8 + Math.min(190, m.checks), descriptors: 12 + Math.min(190, m.checks) }),
    ],
    ["a heap that warms up", (m) => ({ rssBytes: (20 + 60 * (1 - Math.exp(-m.checks / 60))) * MIB })],
    ["the saw-tooth of a collector", (m) => ({ rssBytes: (20 + ((m.checks + m.attempts) % 90) / 4) * MIB })],
    ["little memory: garbage", (m) => ({ rssBytes: (20 + m.checks / 100) * MIB })],
    ["too little of a large process", (m) => ({ rssBytes: (400 + m.checks / 8) * MIB })],
    ["a handful of descriptors", (m) => ({ descriptors: 12 + Math.floor(m.checks / 33) })],
    ["what grows goes back once the checks have stopped", (m) => ({ descriptors: 12 + (m.t < 41 ? m.checks : 0) })],
    ["more than half of what grows goes back", (m) => ({ descriptors: 12 + m.checks - (m.t < 45 ? 0 : 160) })],
    ["connections that come and go", (m) => ({ descriptors: 30 + 15 * jitter(m), established: 20 + 15 * jitter(m) })],
    ["clients alone leak", (m) => ({ descriptors: 12 + m.attempts, closeWait: m.attempts })],
    [
      "a heap that every connection fills, until it is large enough",
      (m) => ({ rssBytes: (20 + (Math.min(300, m.attempts) + m.checks) / 8) * MIB }),
    ],
    ["the process shrinks", (m) => ({ descriptors: 400 - m.checks, rssBytes: (80 - m.checks / 8) * MIB })],
  ])("%s", (_, figures) => {
    expect(found(figures)).toMatchObject({ missing: null, findings: [] });
  });
});

describe("what every connection leaves behind, check or client:", () => {
  const gates = [...GATES, growth];
  const everyOne = (m: Moment) => ({ descriptors: 12 + m.attempts + m.checks, descriptorLimit: 20_000 });
  const judged = (realRatePerSecond: number, figures: Parameters<typeof processes>[0], more: RunLiteral = {}) =>
    judge(run({ gates, process: processes(figures), checkers: [{ realRatePerSecond }], ...more }));

  test("it costs the gate where the checks alone reach the limit within a month", () => {
    const { verdict, reason, gates: results } = judged(0.1, everyOne);
    const [leak] = reason.kind === "cost" ? (reason.cost.kept?.leaks ?? []) : [];
    expect(leak).toMatchObject({ what: "descriptors", leftBy: "connection", perConnection: 1, limit: 20_000 });
    // (20,000 − 12 − the clients of the baseline) / (1 × 0.1 a second)
    expect(leak!.limitReachedInMs! / 3_600_000).toBeCloseTo(55, 0);
    expect(verdict).toBe("degraded");
    expect(reason).toMatchObject({
      kind: "cost",
      cost: { kept: { leftBy: "connection", leaks: [leak] }, findings: [] },
    });
    expect(results.at(-1)).toMatchObject({ ok: false, observed: 1 });
  });

  test("beyond that it is told, and held", () => {
    const { verdict, process, findings } = judged(0.001, everyOne);
    expect(verdict).toBe("held");
    expect(process.findings.map(({ leftBy, counts }) => [leftBy, counts])).toEqual([["connection", false]]);
    expect(findings).toEqual([{ kind: "growth", leak: process.findings[0] }]);
    expect(process.findings[0]!.limitReachedInMs! / 3_600_000).toBeCloseTo(5_524, 0);
  });

  test("it always costs the gate when the client is nothing but a check", () => {
    const client = { kind: "connect" as const, evidence: "kernel" as const };
    expect(judged(0.001, everyOne, { client }).verdict).toBe("degraded");
  });

  test("threads have no limit of the service's own: process ids are all given out some day", () => {
    const threads = (m: Moment) => ({ threads: 8 + m.attempts + m.checks });
    expect(judged(0.1, threads).verdict).toBe("degraded");
    expect(judged(0.01, threads).verdict).toBe("held");
  });

  test("memory is told and costs no gate, not even of a client that only connects: its collector may be still to come", () => {
    const memory = (m: Moment) => ({ rssBytes: (20 + (m.attempts + m.checks) / 8) * MIB });
    const client = { kind: "connect" as const, evidence: "kernel" as const };
    const { verdict, process } = judged(10, memory, { client, kernelEvidence: "accept" });
    expect(verdict).toBe("held");
    expect(process.findings).toMatchObject([
      { what: "memory", leftBy: "connection", perConnection: 128 * 1024, limit: null },
    ]);
  });

  test("a pool that both fill up to its size is no leak", () => {
    const pool = (m: Moment) => ({ descriptors: 12 + Math.min(120, m.attempts + m.checks), threads: 8 });
    expect(judged(10, pool)).toMatchObject({ verdict: "held", process: { findings: [] } });
  });
});

describe("where clients were lost before the growth could be measured,", () => {
  const early = { storm: "9+ 191-", recovery: { order: "150-", causes: { rejected: 150 } } };
  const leftover = (kept: (m: Moment) => number) =>
    judge(run({ ...early, process: processes((m) => ({ descriptors: 7 + kept(m) })) })).caveats.filter(
      ({ kind }) => kind === "kept-before-harm",
    );

  test("what is still there at the end is told", () => {
    expect(leftover((m) => m.checks)).toEqual([
      { kind: "kept-before-harm", what: "descriptors", before: 7, after: 307, checks: 300 },
    ]);
  });

  test("what has gone back at the end is not told", () => {
    expect(leftover((m) => (m.t < 45 ? m.checks : 0))).toEqual([]);
  });

  test("a few that are still there are not told", () => {
    expect(leftover((m) => Math.min(9, m.checks))).toEqual([]);
  });

  test("clients that wait, each with its connection, are not told", () => {
    const waiting = { storm: "9+ 191-", recovery: { order: "150-", causes: { "queued-not-served": 150 } } };
    const process = processes((m) => ({ established: m.t < 10 ? 1 : 51, descriptors: m.t < 10 ? 7 : 57 }));
    const { caveats } = judge(run({ ...waiting, process, checks: { rst: { storm: 60, night: 40 } } }));
    expect(caveats.filter(({ kind }) => kind === "kept-before-harm")).toEqual([]);
  });
});

describe("a leak is not measured, and no gate is lost:", () => {
  const leaking = (m: Moment) => ({ descriptors: 12 + m.checks });
  const cases: [string, RunLiteral, Unmeasured][] = [
    [
      "the target is far away",
      {},
      { kind: "process-not-watched", reason: "no listener of 192.0.2.1:4000 on this host" },
    ],
    [
      "the service was started anew",
      { process: processes((m) => ({ ...leaking(m), restarts: m.t < 25 ? 0 : 1 })) },
      { kind: "process-replaced" },
    ],
    [
      "the recovery did not come to its end",
      {
        process: processes(leaking).filter(({ phase }) => phase !== "recovery"),
        end: "interrupted",
        endedAt: 40,
        recovery: "",
      },
      { kind: "recovery-not-finished" },
    ],
    [
      "the process was not seen in recovery",
      { process: processes(leaking).filter(({ phase }) => phase !== "recovery") },
      { kind: "not-seen-in-recovery" },
    ],
    [
      "there is no control",
      { process: processes(leaking).slice(9) },
      { kind: "baseline-too-short", toTell: "clients' cost" },
    ],
    [
      "there were few checks",
      { process: processes(leaking).map((sample) => ({ ...sample, checks: Math.round(sample.checks / 15) })) },
      { kind: "too-few-checks", checks: 19, seconds: 29 },
    ],
  ];
  test.each(cases)("%s", (_, literal, missing) => {
    expect(processGrowth(run(literal))).toMatchObject({ missing, findings: [] });
    const { gates } = judge(run({ ...literal, gates: [growth] }));
    expect(gates).toEqual([{ gate: growth, ok: true, observed: null, seen: { kind: "not-measured", why: missing } }]);
  });
});

describe("the verdict of a leak:", () => {
  const gates = [...GATES, growth];

  test("a leak alone is degraded, though every client got in", () => {
    const judgement = judge(run({ gates, process: processes((m) => ({ descriptors: 12 + m.checks })) }));
    expect(judgement).toMatchObject({ verdict: "degraded", cause: null, attribution: { kind: "strong" } });
    expect(judgement.reason).toMatchObject({
      kind: "cost",
      cost: { kept: { leftBy: "check", leaks: [{ what: "descriptors", perCheck: 1 }] }, findings: [] },
    });
    expect(judgement.advice[0]).toEqual({ kind: "cost", finding: "growth" });
    expect(judgement.gates.filter(({ ok }) => !ok)).toEqual([
      { gate: growth, ok: false, observed: 1, seen: { kind: "leaks", leaks: judgement.process.findings } },
    ]);
  });

  test("less than the gate allows is told, and held", () => {
    const process = processes((m) => ({ descriptors: 12 + Math.round(m.checks / 20) }));
    const judgement = judge(run({ gates, process }));
    expect(judgement.verdict).toBe("held");
    expect(judgement.process.findings.map(({ what }) => what)).toEqual(["descriptors"]);
  });

  test("where clients were lost as well, the leak is named beside the cause", () => {
    const process = processes((m) => ({ closeWait: Math.min(100, m.checks) }));
    const judgement = judge(run({ gates, process, storm: "100+ 100-", recovery: "150-" }));
    expect(judgement).toMatchObject({ verdict: "wedged", cause: "queued-not-served" });
    expect(judgement.reason).toMatchObject({
      kind: "harm",
      cost: { kept: { leftBy: "check", leaks: [{ what: "sockets in CLOSE-WAIT", perCheck: 1 }] } },
    });
  });

  test("memory counts in pages of 4 KiB", () => {
    const process = processes((m) => ({ rssBytes: (20 + m.checks / 8) * MIB }));
    expect(judge(run({ gates, process })).gates.at(-1)).toMatchObject({ ok: false, observed: 32 });
  });
});

describe("reports of a leak:", () => {
  const leaking = journalOf({
    gates: [...GATES, growth],
    process: processes((m) => ({ descriptors: 12 + m.checks, cpuMs: 0.25 * m.checks })),
  });

  test("the journal has the samples and what was found", () => {
    const { samples, findings, ...rest } = leaking.process;
    expect(rest).toEqual({
      available: true,
      reason: "",
      self: false,
      pids: [4711],
      processes: 1,
      command: "mailer",
      restarts: 0,
      descriptorLimit: 1024,
      cpuMsPerCheck: 0.25,
    });
    expect(samples).toHaveLength(55);
    expect(samples[12]).toEqual([12, 20, 32, 8, 20 * MIB, 0, 1]);
    expect(findings).toEqual([
      {
        what: "descriptors",
        of: "check",
        perCheck: 1,
        limit: 1024,
        limitReachedInMs: 101_200,
        text: "descriptors +1 per check, limit 1,024 reached in 1 min 41 s at the real rate",
      },
    ]);
  });

  test("the terminal says it in the headline and names the process", () => {
    const text = terminalReport(leaking, { colour: false });
    expect(text).toMatch(/^\nDEGRADED .*: clients got in, and each check leaves something behind/);
    expect(text.replace(/\s+/g, " ")).toContain(
      "Process mailer (pid 4711): leaks descriptors +1 per check, limit 1,024",
    );
    expect(text.replace(/\s+/g, " ")).toContain("at the real rate; 250 µs of CPU per check");
  });

  test("what cannot be seen is said once, by the queue", () => {
    const { process } = journalOf({});
    expect(process).toMatchObject({
      available: false,
      reason: "no listener of 192.0.2.1:4000 on this host",
      samples: [],
    });
    expect(terminalReport(journalOf({}), { colour: false })).not.toMatch(/^Process/m);
  });
});

test("a check of several connections leaks what all of them leave", () => {
  const two = { lb: { storm: 100, night: 50 }, "lb#2": { storm: 100, night: 50 } };
  const { findings } = found(({ checks }) => ({ descriptors: 12 + checks }), {
    checks: two,
    checkers: [{ name: "lb", realRatePerSecond: 1 }],
  });
  // The samples count connections: 300 of 150 checks.
  expect(findings[0]!.perCheck).toBeCloseTo(2, 5);
  expect(findings[0]!.limitReachedInMs! / 1000).toBeCloseTo((1024 - 12) / 2, 0);
});
