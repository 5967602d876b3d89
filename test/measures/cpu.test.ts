import { describe, expect, test } from "vitest";
import type { Gate } from "../../lib/model/gates";
import { busyAfter, cpuMsPerCheck } from "../../lib/measures/cpu";
import { judge } from "../../lib/judge/judge";
import { terminalReport } from "../../lib/report/terminal";
import { journalOf } from "../report/journals";
import { processes, type Moment } from "../judge/processes";
import { GATES, run } from "../judge/run";

describe("CPU per check", () => {
  test("is all that the service takes at night", () => {
    const process = processes((m: Moment) => ({ cpuMs: 3 * m.attempts + 0.5 * m.checks }));
    expect(cpuMsPerCheck(run({ process }))).toBeCloseTo(0.5, 5);
  });

  test("is, without a night, what the storm took beyond its clients'", () => {
    const process = processes((m) => ({ cpuMs: 3 * m.attempts + 0.5 * m.checks })).filter(
      ({ phase }) => phase !== "night",
    );
    expect(cpuMsPerCheck(run({ process, seconds: { night: 0 } }))).toBeCloseTo(0.5, 5);
  });

  test("is not known of the embedded server", () => {
    expect(cpuMsPerCheck(run({ process: processes(() => ({ cpuMs: null })) }))).toBeNull();
  });
});

describe("a service that is busy after the checks:", () => {
  const gate: Gate = { name: "recovery-busy", phase: "recovery", measure: "busy-after", atMost: 0.5 };
  /** 20 ms a second, and from the first check on so many more. */
  const spinning = (perSecond: number) => (m: Moment) => ({
    cpuMs: 20 * m.t + perSecond * Math.max(0, m.t - 10),
  });

  test("a loop that never sleeps again is told with its share of a core before and after", () => {
    const process = processes(spinning(940));
    expect(busyAfter(run({ process }))).toMatchObject({
      observed: expect.closeTo(0.94, 5),
      finding: {
        kind: "busy",
        beforeShare: expect.closeTo(0.02, 5),
        afterShare: expect.closeTo(0.96, 5),
        hadShare: expect.closeTo(0.96, 5),
      },
    });
    const judgement = judge(run({ gates: [...GATES, gate], process }));
    expect(judgement).toMatchObject({ verdict: "degraded", cause: null });
    expect(judgement.advice[0]).toEqual({ kind: "cost", finding: "busy" });
    expect(judgement.gates.at(-1)).toMatchObject({ ok: false });
  });

  test("a loop that never sleeps is found on a machine that gives it few turns", () => {
    const starved = (m: Moment) => ({
      cpuMs: 20 * m.t + 80 * Math.max(0, m.t - 10),
      waitedMs: 30 * m.t + 850 * Math.max(0, m.t - 10),
    });
    expect(busyAfter(run({ process: processes(starved) }))).toMatchObject({
      observed: expect.closeTo(0.96, 5),
      finding: {
        beforeShare: expect.closeTo(0.02, 5),
        afterShare: expect.closeTo(0.98, 5),
        hadShare: expect.closeTo(0.1, 5),
      },
    });
  });

  test("a service that sleeps and wakes is not busy, however long it waits for a core", () => {
    const waits = (m: Moment) => ({ cpuMs: 20 * m.t, waitedMs: 600 * Math.max(0, m.t - 10) });
    expect(busyAfter(run({ process: processes(waits) }))).toMatchObject({ observed: 0, finding: null });
  });

  test("the report says so, and divides it by no check", () => {
    const journal = journalOf({ gates: [...GATES, gate], process: processes(spinning(940)) });
    const text = terminalReport(journal, { colour: false }).replace(/\s+/g, " ");
    expect(text).toContain("clients got in, and the service stays busy after the checks");
    expect(text).toContain(
      "Process mailer (pid 4711); busy at 96 % of a core after the checks had stopped, 2 % before",
    );
    expect(text).not.toContain("of CPU per check");
    expect(journal.process.cpuMsPerCheck).toBeGreaterThan(0);
    expect(journal.findings).toEqual([
      expect.objectContaining({ kind: "busy", figures: { beforeShare: 0.02, afterShare: 0.96 } }),
    ]);
  });

  test.each<[string, (m: Moment) => { cpuMs: number }]>([
    ["checks that cost much, while they come", (m) => ({ cpuMs: 2 * m.attempts + 80 * m.checks })],
    ["clients that cost as much before the checks", (m) => ({ cpuMs: 80 * m.attempts })],
    ["work that is finished in recovery", (m) => ({ cpuMs: m.t < 40 ? 0 : Math.min(4000, 1000 * (m.t - 40)) })],
    ["a job that begins late in recovery", (m) => ({ cpuMs: Math.max(0, 1000 * (m.t - 48)) })],
    ["a runtime that compiles at its start", (m) => ({ cpuMs: 700 * Math.min(m.t, 12) + 20 * m.t })],
    ["a service that takes a little more", (m) => ({ cpuMs: 20 * m.t + (m.t > 10 ? 100 * (m.t - 10) : 0) })],
  ])("%s: the service is not called busy", (_, figures) => {
    expect(busyAfter(run({ process: processes(figures) }))).toMatchObject({ observed: 0, finding: null });
  });

  test("it is not measured where other processes came or went, whose time is gone", () => {
    const process = processes((m) => ({ ...spinning(940)(m), processes: m.t < 20 ? 4 : 3 }));
    expect(busyAfter(run({ process }))).toEqual({
      kind: "unmeasured",
      why: { kind: "processes-changed" },
    });
  });
});
