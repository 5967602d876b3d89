import { describe, expect, test } from "vitest";
import type { LogSample } from "../../lib/model/extension";
import type { Gate } from "../../lib/model/gates";
import { judge } from "../../lib/judge/judge";
import { logNoise } from "../../lib/measures/log-noise";
import { terminalReport } from "../../lib/report/terminal";
import { journalOf } from "../report/journals";
import { processes, type Moment } from "../judge/processes";
import { GATES, run, type RunLiteral } from "../judge/run";

const gate: Gate = { name: "recovery-log", phase: "recovery", measure: "log-noise", atMost: 2 ** 30 };
const EXAMPLE = "ERROR connection from 192.0.2.9:50112 lost";

/** A log that LOG names: what has been written until a moment, in lines of 120 bytes. */
const lines = (of: (m: Moment) => number): LogSample[] =>
  processes(() => ({})).map(({ t, phase, checks, attempts }, index) => {
    const count = Math.round(of({ t: index, checks, attempts }));
    return {
      t,
      phase,
      checks,
      attempts,
      bytes: 120 * count,
      lines: count,
      unreadBytes: 0,
      example: checks > 0 ? EXAMPLE : "",
    };
  });
/** A balancer's check, ten a second. */
const OWN = [{ preset: "haproxy", realRatePerSecond: 10 }];
const named = (of: (m: Moment) => number, more: RunLiteral = {}) =>
  logNoise(run({ log: lines(of), checkers: OWN, ...more }));
const files = (bytes: (m: Moment) => number, more: RunLiteral = {}) =>
  logNoise(run({ process: processes((m) => ({ logBytes: bytes(m), writtenBytes: 0 })), checkers: OWN, ...more }));
const quiet = { observed: 0, finding: null };

describe("with LOG,", () => {
  test("bytes and lines per check, the amount per day at the own rate, and an example are told", () => {
    expect(named(({ checks }) => checks, { checkers: [{ preset: "haproxy", realRatePerSecond: 0.5 }] })).toMatchObject({
      observed: 120 * 43_200,
      finding: {
        kind: "log",
        ...{ source: "LOG", bytesPerCheck: 120, linesPerCheck: 1, checksPerDay: 43_200 },
        ...{ commonRate: false, example: EXAMPLE },
      },
    });
  });

  test.each<[string, (m: Moment) => number, number]>([
    ["a line beside one for every client", (m) => m.checks + m.attempts, 120],
    ["a line beside one a second that is nobody's", (m) => m.checks + m.t, 120],
    ["a stack trace of thirty lines", (m) => 30 * m.checks, 3600],
    ["a line for one check in two", (m) => m.checks / 2, 60],
  ])("the bytes of a check are found: %s", (_, of, bytes) => {
    const assessed = named(of);
    expect(assessed).toMatchObject({ finding: { kind: "log" } });
    expect(assessed).toMatchObject({ finding: { bytesPerCheck: expect.closeTo(bytes, -1) } });
  });

  test("what the storm adds to the baseline counts where there is no night", () => {
    const log = lines((m) => m.checks + 2 * m.attempts).filter(({ phase }) => phase !== "night");
    expect(logNoise(run({ log, seconds: { night: 0 } }))).toMatchObject({
      finding: { bytesPerCheck: 120 },
    });
  });

  test("clients that were lost in the storm left no line there: the night tells", () => {
    const log = lines((m) => m.checks + (m.t < 10 ? m.attempts : 100));
    const literal = { log, storm: "1+ 199-", recovery: "150-" };
    expect(logNoise(run(literal))).toMatchObject({ finding: { bytesPerCheck: 120 } });
  });

  test.each<[string, (m: Moment) => number]>([
    ["nothing is written", () => 0],
    ["lines of clients alone", (m) => m.attempts],
    ["a line a second", (m) => 5 * m.t],
    ["a report now and then, once in the storm and once at night", (m) => (m.t > 35 ? 60 : m.t > 20 ? 30 : 0)],
    ["what was written at the start", (m) => (m.t > 2 ? 500 : 0)],
  ])("no noise is found: %s", (_, of) => {
    expect(named(of)).toMatchObject(quiet);
  });
});

describe("without access to the log,", () => {
  test("the positions of the files that the service writes to tell the bytes", () => {
    expect(files(({ checks }) => 5_000 + 120 * checks)).toMatchObject({
      finding: { source: "files", bytesPerCheck: 120, linesPerCheck: null, checksPerDay: 864_000, commonRate: false },
    });
  });

  test("what a check writes beyond a client counts where the log is a pipe", () => {
    const process = processes((m) => ({ logBytes: 0, writtenBytes: 5 * m.attempts + 120 * m.checks }));
    expect(logNoise(run({ process, checkers: OWN }))).toMatchObject({
      finding: { source: "write", bytesPerCheck: 115, linesPerCheck: null, checksPerDay: 864_000 },
    });
  });

  test.each<[string, (m: Moment) => { logBytes: number; writtenBytes: number }]>([
    ["a greeting for each, on the wire", (m) => ({ logBytes: 0, writtenBytes: 30 * (m.attempts + m.checks) })],
    [
      "a TLS handshake for each, and an answer for clients",
      (m) => ({ logBytes: 0, writtenBytes: 5000 * m.attempts + 3000 * m.checks }),
    ],
    ["a file that clients fill", (m) => ({ logBytes: 400 * m.attempts, writtenBytes: 500 * m.attempts })],
  ])("no noise is found: %s", (_, figures) => {
    expect(logNoise(run({ process: processes(figures) }))).toMatchObject(quiet);
  });

  test("another user's process is not measured", () => {
    const process = processes(() => ({ reason: "its owner is another user" }));
    expect(logNoise(run({ process }))).toEqual({
      kind: "unmeasured",
      why: { kind: "writes-not-seen", reason: "its owner is another user" },
    });
  });
});

test("the log of a bare style is counted at a check in 2 s, unless INTERVAL names another rate", () => {
  const bare = { log: lines(({ checks }) => checks), checkers: [{ realRatePerSecond: 10 }] };
  expect(logNoise(run(bare))).toMatchObject({
    observed: 120 * 43_200,
    finding: { linesPerCheck: 1, checksPerDay: 43_200, commonRate: true },
  });
  const given: RunLiteral["given"] = [{ name: "INTERVAL", value: "100ms", from: "environment" }];
  expect(logNoise(run({ ...bare, given }))).toMatchObject({ observed: 120 * 864_000 });
});

test("the gate on log noise counts a day at the own rate; less is told, and held", () => {
  const judged = (realRatePerSecond: number) =>
    judge(
      run({
        gates: [...GATES, gate],
        log: lines(({ checks }) => checks),
        checkers: [{ preset: "haproxy", realRatePerSecond }],
      }),
    );
  expect(judged(10)).toMatchObject({ verdict: "held" });
  const flood = judged(200);
  expect(flood).toMatchObject({ verdict: "degraded", cause: null });
  expect(flood.gates.at(-1)).toMatchObject({ ok: false, gate: { atMost: 2 ** 30 } });
  expect(flood.advice[0]).toEqual({ kind: "cost", finding: "log" });
});

test("the report has a line for log noise, and a hostile example stays a line", () => {
  const log = lines(({ checks }) => checks).map((sample) => ({ ...sample, example: sample.example && "a\u001b[2Jb" }));
  const journal = journalOf({ gates: [...GATES, gate], log });
  const text = terminalReport(journal, { colour: false });
  expect(text.replace(/\s+/g, " ")).toContain("Log writes 120 B (1 line) to its log for each check");
  expect(text).not.toContain("\u001b");
  expect(journal.findings).toEqual([expect.objectContaining({ kind: "log" })]);
});
