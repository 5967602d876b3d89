import { expect, test } from "vitest";
import { judge } from "../../lib/judge/judge";
import { makeJournal } from "../../lib/report/build-journal";
import { ORIGIN_MS, run, type RunLiteral } from "../judge/run";
import { held, journalOf, wedged } from "./journals";

test("the journal has the checks, opinions and queue of a wedged run", () => {
  expect(wedged.checkers).toEqual([
    {
      name: "rst",
      style: "rst",
      nodes: 1,
      intervalMs: 2000,
      delayMs: 0,
      sources: [],
      speedup: 20,
      probes: { sent: 300, completed: 64, failed: 236 },
      causes: { "syn-dropped": 236 },
      fidelity: { verified: 0.96875, degraded: 0.03125 },
      unproven: [{ reason: "closed 1.9 ms after the handshake, at most 1.5 ms", count: 2 }],
      closeGapUs: { p50: 27, p99: 99, max: 203 },
      // On the product's own clock: 30 s here are 10 min at its own cadence.
      opinion: { up: 160, down: 440, known: true, notKnown: "" },
      ladders: [
        {
          to: "the target",
          rungs: [
            { arrow: "→", what: "SYN" },
            { arrow: "←", what: "SYN/ACK" },
            { arrow: "→", what: "ACK" },
            { arrow: "→", what: "RST/ACK" },
          ],
        },
      ],
    },
  ]);
  const { samples, ...queue } = wedged.acceptQueue;
  const growth = { growthPerSecond: 19.471, kept: 129, full: true, secondsToOverflow: 270 };
  expect(queue).toEqual({ available: true, reason: "", limit: 128, ...growth });
  expect(samples.slice(0, 3)).toEqual([
    [9.75, 0],
    [10, 0],
    [11, 18],
  ]);
});

test("the journal has the clients of a wedged run, phase by phase", () => {
  expect(wedged.phases.storm).toEqual({
    seconds: 20,
    checks: 200,
    clients: {
      attempts: 200,
      accepted: 2,
      acceptedRatio: 0.01,
      longestOutageMs: 19_900,
      connectMs: { p50: 0.1, p95: 0.1, p99: 0.1, max: 0.1 },
      firstByteMs: { p50: 1.8, p95: 1.8, p99: 1.8, max: 1.8 },
      answerMs: { p50: 1.8, p95: 1.8, p99: 1.8, max: 1.8 },
      causes: { "queued-not-served": 63, "syn-dropped": 135 },
    },
  });
  expect(wedged.phases.night).toMatchObject({ seconds: 10, checks: 100, clients: { attempts: 0, causes: {} } });
  // The storm begins within second 10.
  expect(wedged.timeline.slice(9, 12)).toEqual([
    { t: 9, phase: "baseline", attempts: 10, accepted: 10, checks: 0, queue: null },
    { t: 10, phase: "baseline", attempts: 10, accepted: 7, checks: 5, queue: null, causes: { "queued-not-served": 3 } },
    { t: 11, phase: "storm", attempts: 10, accepted: 0, checks: 10, queue: null, causes: { "queued-not-served": 10 } },
  ]);
});

test("the journal has gates, floors and thresholds before k6 has any results", () => {
  expect(wedged.gates.map(({ name, ok, observed }) => [name, ok, observed])).toEqual([
    ["storm-accepted", false, 0.01],
    ["storm-outage", false, 19_900],
    ["storm-slowdown", true, 1],
    ["storm-queue", false, 129],
    ["recovery-accepted", false, 0],
  ]);
  expect(wedged.floors.filter(({ ok }) => !ok)).toEqual([]);
  expect(wedged.thresholds.map(({ name, ok, observed }) => [name, ok, observed])).toEqual([
    ["storm-accepted", false, 0.01],
    ["all-gates", false, 4],
    ["harness-errors", true, 0],
  ]);
});

test("the notes of the judge come first, then what setup has found, then what is assumed of the product", () => {
  const journal = journalOf({
    checkers: [{ name: "clb", notes: [{ kind: "assumption", text: "assumed" }] }],
    checks: { clb: { storm: 200, night: 100 } },
    opinions: [[20, "clb", 0, false]],
    client: { reason: "two were greeted" },
    notes: ["The service speaks first."],
  });
  expect(journal.notes).toEqual([
    expect.stringMatching(/^clb said DOWN for 66\.6 % of the time although/),
    "two were greeted",
    "The service speaks first.",
    "assumed",
  ]);
});

test("the journal of a run that held has a risk of 3/N, and no advice", () => {
  expect([held.residualRiskPerCheck, held.advice, held.cause, held.cutShort]).toEqual([0.01, [], null, ""]);
  expect([held.kind, held.end]).toEqual(["storm", "complete"]);
});

test("the timeline counts seconds of the run; what came before is left out", () => {
  const evidence = run();
  const originMs = ORIGIN_MS + 3000;
  const journal = makeJournal({ ...evidence, start: { ...evidence.start!, originMs } }, judge(evidence));
  expect(journal.timeline[0]).toMatchObject({ t: 0, phase: "baseline" });
  expect(journal.timeline.map(({ t }) => t)).toEqual(journal.timeline.map((_, i) => i));
  expect(journal.timeline.length).toBe(evidence.recording.timeline.length - 3);
});

test("a second in which nothing happened has the phase that was planned for it", () => {
  const evidence = run();
  const { recording } = evidence;
  const timeline = recording.timeline.map((second) => (second.t === 33 ? { ...second, phase: "" } : second));
  const journal = makeJournal({ ...evidence, recording: { ...recording, timeline } }, judge(evidence));
  expect(journal.timeline[33]).toMatchObject({ t: 33, phase: "night" });
});

test("k6's own results go before the judge's", () => {
  const metric = "hc_client_accepted{phase:storm}";
  const thresholds = [{ metric, expression: "rate>=0.99", ok: false, observed: 0.5 }];
  expect(journalOf({ dropped: 0, thresholds }).thresholds[0]).toEqual({ name: "storm-accepted", ...thresholds[0] });
});

const cut: [string, RunLiteral, string[], Record<string, number>][] = [
  ["setup did not finish", { setup: "unfinished", baseline: "", storm: "", recovery: "", checks: {} }, [], {}],
  [
    "in the baseline",
    { baseline: "30+", storm: "", recovery: "", checks: {}, endedAt: 3 },
    ["baseline"],
    { baseline: 3 },
  ],
  [
    "in the storm",
    { storm: "50+", recovery: "", checks: { rst: { storm: 50 } }, endedAt: 15 },
    ["baseline", "storm"],
    { storm: 5 },
  ],
  ["in the night", { recovery: "", endedAt: 33 }, ["baseline", "storm", "night"], { storm: 20, night: 3 }],
  ["in recovery", { recovery: "70+", endedAt: 47 }, ["baseline", "storm", "night", "recovery"], { recovery: 7 }],
];

test.each(cut)("the journal of an interrupted run has the phases so far: %s", (_, literal, phases, seconds) => {
  const journal = journalOf({ ...literal, end: "interrupted" });
  expect(Object.keys(journal.phases)).toEqual(phases);
  for (const [name, length] of Object.entries(seconds)) {
    expect(journal.phases[name as keyof typeof journal.phases]?.seconds).toBe(length);
  }
  // All fields are there, and all of them survive being written: no NaN, no Infinity, nothing undefined.
  expect(Object.keys(journal)).toEqual(Object.keys(held));
  expect(JSON.parse(JSON.stringify(journal))).toEqual(journal);
  expect([journal.cutShort, journal.end, journal.verdict]).toEqual(["interrupted", "interrupted", "inconclusive"]);
});

test("the last look of fail-fast is a recovery outside its planned time", () => {
  const evidence = run({
    storm: "20+ 20-",
    recovery: "5-",
    checks: { rst: { storm: 40 } },
    end: "fail-fast",
    endedAt: 19,
  });
  const events = [{ t: ORIGIN_MS + 14_000, kind: "fail-fast", data: "storm-accepted" }];
  const journal = makeJournal({ ...evidence, recording: { ...evidence.recording, events } }, judge(evidence));
  expect(Object.entries(journal.phases).map(([name, { seconds }]) => [name, seconds])).toEqual([
    ["baseline", 10],
    ["storm", 4],
    ["recovery", 5],
  ]);
});
