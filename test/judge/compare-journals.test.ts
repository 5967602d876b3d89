/** What is worse, better, noise or not known between two journals; docs/diff.md has the same as a table. */
import fc from "fast-check";
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { journalDifference } from "../../lib/judge/compare-journals";
import { exitOf, WEIGHT } from "../../lib/judge/worse";
import type { Change, JournalDifference } from "../../lib/model/journal-difference";
import type { Journal } from "../../lib/model/journal";
import { readFigures } from "../../lib/source/read-figures";
import { held, journalOf, noControl, wedged } from "../report/journals";
import { FINDINGS, GATE, leaking, swept } from "./differences";

function diff(old: unknown, other: unknown): JournalDifference {
  const copy = (journal: unknown) => readFigures(JSON.parse(JSON.stringify(journal)) as unknown, "journal.json");
  return journalDifference(copy(old), copy(other))!;
}

function changeOf<About extends Change["about"]>(difference: JournalDifference, about: About, where: object = {}) {
  return difference.changes.find((change) => {
    const entries = Object.entries({ about, ...where });
    return entries.every(([key, value]) => (change as unknown as Record<string, unknown>)[key] === value);
  }) as Extract<Change, { about: About }>;
}

const times = (p50: number, p95: number) => ({ p50, p95, p99: p95 * 1.2, max: p95 * 1.5 });
/** The held run, whose clients of the storm waited so long. */
const waiting = (p50: number, p95: number): Journal => ({
  ...held,
  timeline: held.timeline.map((second) => ({ ...second, answerMs: p95 * 1.5 })),
  phases: {
    ...held.phases,
    storm: { ...held.phases.storm!, clients: { ...held.phases.storm!.clients, answerMs: times(p50, p95) } },
  },
});
const checked = (failed: number): Journal => ({
  ...held,
  checkers: held.checkers.map((checker) => ({ ...checker, probes: { ...checker.probes, failed } })),
});
const logging = (bytesPerCheck: number): Journal => ({
  ...held,
  findings: [{ kind: "log", text: "", figures: { source: "files", bytesPerCheck, linesPerCheck: null } }],
});
const kept = (connections: number): Journal => ({
  ...held,
  acceptQueue: { ...held.acceptQueue, available: true, limit: 128, kept: connections },
});
const lostOf = (order: string) => journalOf({ storm: { order, causes: { reset: 1 } } });
const scattered = lostOf(Array.from({ length: 20 }, () => "9+ 1-").join(" "));
const inBursts = lostOf("100+ 20- 80+");

describe.each<{ what: string; old: Journal; new: Journal; about: Change["about"]; where?: object; result: string }>([
  { what: "the service wedges", old: held, new: wedged, about: "verdict", result: "worse" },
  { what: "a leak is new", old: leaking({}), new: leaking({ descriptors: 1 }), about: "leak", result: "worse" },
  {
    what: "a leak is twice as large",
    old: leaking({ descriptors: 0.5 }),
    new: leaking({ descriptors: 1 }),
    about: "leak",
    result: "worse",
  },
  {
    what: "clients wait ten times as long",
    old: waiting(10, 20),
    new: waiting(100, 200),
    about: "time",
    where: { phase: "storm" },
    result: "worse",
  },
  {
    what: "checks of a service that holds fail",
    old: checked(0),
    new: checked(60),
    about: "checks-failed",
    result: "worse",
  },
  {
    what: "the log has twice as much for each check",
    old: logging(200),
    new: logging(800),
    about: "log",
    result: "worse",
  },
  { what: "connections stay in the queue", old: kept(0), new: kept(40), about: "queue", result: "worse" },
  {
    what: "threads end",
    old: leaking({}),
    new: { ...leaking({}), findings: FINDINGS.threads },
    about: "finding",
    result: "worse",
  },
])("$what", ({ old, new: other, about, where, result }) => {
  test("the comparison calls it worse, and the exit code is 99", () => {
    const difference = diff(old, other);
    expect(changeOf(difference, about, where)).toMatchObject({ result });
    expect(difference.outcome).toBe("worse");
    expect(exitOf(difference)).toBe(99);
  });

  test("the comparison calls it better the other way round, and the exit code is 0", () => {
    const difference = diff(other, old);
    expect(changeOf(difference, about, where)).toMatchObject({ result: "better" });
    expect(difference.outcome).toBe("better");
    expect(exitOf(difference)).toBe(0);
  });
});

describe.each<{ what: string; old: Journal; new: Journal; about: Change["about"]; where?: object; result: string }>([
  {
    what: "a slowdown too little to feel",
    old: waiting(1, 2),
    new: waiting(10, 20),
    about: "time",
    where: { phase: "storm" },
    result: "told",
  },
  {
    what: "a time that is surely longer, and less than twice as long",
    old: waiting(100, 110),
    new: waiting(190, 200),
    about: "time",
    where: { phase: "storm" },
    result: "told",
  },
  {
    what: "a time that moves between two quantiles",
    old: waiting(100, 900),
    new: waiting(300, 900),
    about: "time",
    where: { phase: "storm" },
    result: "noise",
  },
  {
    what: "a leak that is a little larger",
    old: leaking({ descriptors: 0.9 }),
    new: leaking({ descriptors: 1 }),
    about: "leak",
    result: "noise",
  },
  { what: "some more of the log", old: logging(200), new: logging(300), about: "log", result: "noise" },
  { what: "three connections in the queue", old: kept(0), new: kept(3), about: "queue", result: "noise" },
  { what: "two failed checks", old: checked(0), new: checked(2), about: "checks-failed", result: "noise" },
])("$what", ({ old, new: other, about, where, result }) => {
  test("the comparison counts it in neither direction", () => {
    for (const difference of [diff(old, other), diff(other, old)]) {
      expect(changeOf(difference, about, where)).toMatchObject({ result });
      expect(difference.outcome).toBe("same");
      expect(exitOf(difference)).toBe(0);
    }
  });
});

test("losses all over a storm show, and as many in one burst are one accident", () => {
  const spread = changeOf(diff(held, { ...scattered, verdict: "held" }), "accepted", { phase: "storm" });
  expect(spread).toMatchObject({ result: "worse", old: { accepted: 200 }, new: { accepted: 180 } });
  const burst = changeOf(diff(held, { ...inBursts, verdict: "held" }), "accepted", { phase: "storm" });
  expect(burst).toMatchObject({ result: "noise", new: { accepted: 180 } });
  expect(burst.burst).toBeGreaterThan(5);
});

test("the runs tell what they would have seen", () => {
  const difference = diff(held, held);
  expect(changeOf(difference, "accepted", { phase: "storm" })).toMatchObject({ result: "same", wouldShow: 11 });
  expect(changeOf(difference, "time", { phase: "storm" }).wouldShowMs).toBeGreaterThan(50);
});

test("a slower machine answers for its own part of a time", () => {
  const slow = (p50: number) => ({
    ...waiting(100, 200),
    harness: { ...held.harness, referenceMs: { storm: times(p50, p50) } },
  });
  const quick = { ...waiting(10, 20), harness: { ...held.harness, referenceMs: { storm: times(0.2, 0.2) } } };
  expect(changeOf(diff(quick, slow(0.2)), "time", { phase: "storm" })).toMatchObject({ result: "worse" });
  const busy = diff(quick, slow(180));
  expect(changeOf(busy, "time", { phase: "storm" })).toMatchObject({ result: "told" });
  expect(busy.unlike).toContainEqual({ arm: "", kind: "machine", phase: "storm", oldMs: 0.2, newMs: 180 });
});

test.each([
  { old: held, new: noControl, why: "new-inconclusive" },
  { old: noControl, new: held, why: "old-inconclusive" },
  { old: noControl, new: noControl, why: "both-inconclusive" },
])("$why: nothing is worse and nothing the same, and the exit code is 110", ({ old, new: other, why }) => {
  const difference = diff(old, other);
  expect(difference).toMatchObject({ outcome: "unknown", untold: [{ arm: "", why }] });
  expect(new Set(difference.changes.map(({ result }) => result))).toEqual(new Set(["unknown"]));
  expect(exitOf(difference)).toBe(110);
});

describe("compared gates:", () => {
  const gate = (more: object) => ({ ...held, gates: [{ ...GATE, ...more }] });
  test.each([
    { to: { ok: false, observed: 0.5 }, result: "worse", but: null },
    { to: { observed: null }, result: "unknown", but: "not-measured" },
    { to: { ok: false, observed: 1, atLeast: 1.1 }, result: "unknown", but: "other-limits" },
    { to: { ok: false, observed: 0.5, atLeast: 0.95 }, result: "worse", but: null },
    { to: { observed: 0.995 }, result: "same", but: null },
  ])("a gate that was met at 1 and is $to: $result", ({ to, result, but }) => {
    expect(changeOf(diff(gate({}), gate(to)), "gate")).toMatchObject({ result, but });
  });

  test("a lost gate whose counts may be chance is worse, and says so", () => {
    const lost = { ...held, gates: [{ ...GATE, ok: false, observed: 0.985 }] };
    expect(changeOf(diff(gate({}), lost), "gate")).toMatchObject({ result: "worse", chance: true });
  });

  test("gates and limits that differ weaken the comparison", () => {
    const { unlike } = diff(gate({}), {
      ...held,
      gates: [
        { ...GATE, atLeast: 0.9 },
        { ...GATE, name: "other" },
      ],
    });
    expect(unlike.map(({ kind }) => kind)).toEqual(["gate-missing", "gate-limit"]);
  });
});

test("settings, target, checkers, clients and lengths that differ are told; the folder of the report is not", () => {
  const other: Journal = {
    ...held,
    startedAt: "2020-01-01T00:00:00.000Z",
    target: "other:25",
    settings: [
      { name: "SPEEDUP", value: "5", from: "environment" },
      { name: "OUT", value: "elsewhere", from: "environment" },
    ],
    client: { ...held.client, kind: "smtp" },
    checkers: [{ ...held.checkers[0]!, speedup: 5 }],
    phases: { ...held.phases, storm: { ...held.phases.storm!, seconds: 60 } },
    end: "interrupted",
  };
  const kinds = diff(held, other).unlike.map(({ kind }) => kind);
  expect(kinds).toEqual(["order", "target", "setting", "cut-short", "client", "checker", "phase-length"]);
});

describe("two comparisons:", () => {
  const comparison = (verdicts: Record<string, Journal>, gate = Object.keys(verdicts)) => ({
    schema: "probe-storm/1",
    kind: "comparison",
    startedAt: held.startedAt,
    target: held.target,
    verdict: "held",
    end: "complete",
    gate,
    arms: Object.entries(verdicts).map(([name, journal]) => ({ ...journal, name, notRun: "" })),
  });

  test("an arm that decides and wedges now is worse", () => {
    const difference = diff(comparison({ a: held, b: held }), comparison({ a: held, b: wedged }));
    expect(difference).toMatchObject({ kind: "comparison", outcome: "worse" });
    expect(changeOf(difference, "verdict", { arm: "b" })).toMatchObject({ result: "worse" });
  });

  test("an arm that does not decide is only told of", () => {
    const difference = diff(comparison({ a: held, b: held }, ["a"]), comparison({ a: held, b: wedged }, ["a"]));
    expect(difference.outcome).toBe("same");
    expect(changeOf(difference, "verdict", { arm: "b" })).toMatchObject({ result: "told" });
  });

  test("an inconclusive arm is no pass, and hides no worse one", () => {
    const unclear = diff(comparison({ a: held, b: held }), comparison({ a: held, b: noControl }));
    expect([unclear.outcome, exitOf(unclear)]).toEqual(["same", 110]);
    const worse = diff(comparison({ a: held, b: held }), comparison({ a: wedged, b: noControl }));
    expect([worse.outcome, exitOf(worse)]).toEqual(["worse", 99]);
  });

  test("an arm of one side is told, and what differs in all arms is told once", () => {
    const given: Journal = { ...held, settings: [{ name: "SPEEDUP", value: "5", from: "environment" }] };
    const { unlike } = diff(comparison({ a: held, b: held, c: held }), comparison({ a: given, b: given }));
    expect(unlike).toEqual([
      { arm: "", kind: "arm-missing", name: "c", missingIn: "new" },
      { arm: "", kind: "setting", name: "SPEEDUP", old: null, new: "5" },
    ]);
  });
});

describe("two sweeps:", () => {
  const all = [0, 1, 2, 3, 4, 5];
  test("delays that harm now are worse, and the other way round better", () => {
    const [few, many] = [swept({ upTo: 1, delays: all, runs: 3 }), swept({ upTo: 5, delays: all, runs: 3 })];
    expect(diff(few, many)).toMatchObject({
      outcome: "worse",
      changes: [{ about: "trials", nowHarmful: [1, 2, 3, 4] }],
    });
    expect(diff(many, few)).toMatchObject({ outcome: "better", changes: [{ nowHarmless: [1, 2, 3, 4] }] });
  });

  test("one delay in one run is noise", () => {
    const difference = diff(swept({ upTo: 1, delays: all, runs: 1 }), swept({ upTo: 2, delays: all, runs: 1 }));
    expect(difference).toMatchObject({ outcome: "same", changes: [{ result: "noise" }] });
  });

  test("without a delay in common nothing can be said", () => {
    const difference = diff(swept({ upTo: 1, delays: [0, 2], runs: 1 }), swept({ upTo: 1, delays: [1, 3], runs: 1 }));
    expect([difference.outcome, exitOf(difference)]).toEqual(["unknown", 110]);
  });
});

describe("two searches for the least that harms:", () => {
  const search = (least: object | null) => ({
    schema: "probe-storm/1",
    kind: "minimal",
    startedAt: held.startedAt,
    target: "a",
    minimal: least,
  });
  const needs = (checks: number, fewerChecks: number | null) =>
    search({ harms: "always", storm: { checks }, fewerChecks });

  test.each([
    { what: "what harms was withstood before", old: needs(64, 32), new: needs(4, 2), outcome: "worse" },
    { what: "what harmed is withstood", old: needs(4, 2), new: needs(64, 32), outcome: "better" },
    { what: "nobody looked in between", old: needs(64, 2), new: needs(32, 16), outcome: "same" },
    { what: "nothing harmed before", old: search({ harms: "never" }), new: needs(4, 2), outcome: "worse" },
    { what: "nothing harms now", old: needs(4, 2), new: search({ harms: "never" }), outcome: "better" },
    { what: "one of them came to no end", old: needs(4, 2), new: search(null), outcome: "unknown" },
  ])("$what: $outcome", ({ old, new: other, outcome }) => {
    expect(diff(old, other).outcome).toBe(outcome);
  });
});

test("journals of two kinds are not compared", () => {
  const old = readFigures(JSON.parse(JSON.stringify(held)), "a");
  expect(
    journalDifference(old, readFigures(JSON.parse(JSON.stringify(swept({ upTo: 1, delays: [1], runs: 1 }))), "b")),
  ).toBeNull();
});

const SERVICES: readonly Journal[] = [
  held,
  wedged,
  noControl,
  scattered,
  inBursts,
  leaking({ descriptors: 1 }),
  leaking({}),
  waiting(5, 9),
  waiting(200, 900),
  checked(50),
  logging(500),
  kept(60),
];
const MIRRORED: Record<string, string> = { worse: "better", better: "worse" };
const mirrored = (result: string) => MIRRORED[result] ?? result;

test("a journal beside itself shows no change, and two of them the other way round the mirrored one", () => {
  const any = fc.constantFrom(...SERVICES);
  const mixed = fc.tuple(any, any, any).map(([a, b, c]): Journal => ({ ...a, phases: b.phases, findings: c.findings }));
  fc.assert(
    fc.property(mixed, mixed, (a, b) => {
      const self = diff(a, a);
      expect(self.outcome).toBe(a.verdict === "inconclusive" ? "unknown" : "same");
      expect(self.unlike.filter(({ kind }) => kind !== "cut-short")).toEqual([]);
      const [there, back] = [diff(a, b), diff(b, a)];
      expect(back.outcome).toBe(mirrored(there.outcome));
      const results = (difference: JournalDifference) =>
        difference.changes.map(({ about, result }) => `${about} ${result}`).sort();
      expect(results(back)).toEqual(there.changes.map(({ about, result }) => `${about} ${mirrored(result)}`).sort());
    }),
    { numRuns: 80 },
  );
});

test("docs/diff.md has a row for each thing that is compared, and says what it counts for", () => {
  const page = readFileSync(new URL("../../docs/diff.md", import.meta.url), "utf8");
  const rows = [...page.matchAll(/^\| `([a-z-]+)` +\| (decides|counts|told) /gm)].map(([, about, weight]) => [
    about,
    weight,
  ]);
  expect(Object.fromEntries(rows)).toEqual(WEIGHT);
});
