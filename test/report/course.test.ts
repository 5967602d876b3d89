/** The run on one time axis, as the journal has it for pictures. */
import { expect, test } from "vitest";
import { judge } from "../../lib/judge/judge";
import { makeJournal } from "../../lib/report/build-journal";
import { ORIGIN_MS, run, type RunLiteral } from "../judge/run";
import { held, journalOf, noControl, wedged } from "./journals";

const PHASES = [
  { phase: "baseline", from: 0, to: 10, second: false },
  { phase: "storm", from: 10, to: 30, second: false },
  { phase: "night", from: 30, to: 40, second: false },
  { phase: "recovery", from: 40, to: 55, second: false },
];

test("a run that held has its phases and no harm, and its checker said UP all the time", () => {
  expect(held.course).toEqual({
    secondZero: -0.5,
    spans: PHASES,
    firstHarm: null,
    opinions: [{ checker: "rst", from: 10, to: 40, nodes: 1, up: [[10, 1, 1]] }],
  });
});

test("the first client that was lost is the first harm, and a change of mind has its time", () => {
  const { firstHarm, opinions } = wedged.course;
  expect(firstHarm).toEqual({ at: 10.2, seen: "client" });
  expect(opinions.map(({ up }) => up)).toEqual([
    [
      [10, 1, 1],
      [18, 0, 0],
    ],
  ]);
});

test("a queue that grows before any client is lost is the first harm", () => {
  const queue = Array.from({ length: 56 }, (_, t): [number, number] => [t, t < 12 ? 0 : Math.min(100, 5 * (t - 12))]);
  const { verdict, course } = journalOf({ queue });
  expect(verdict).not.toBe("held");
  expect(course.firstHarm).toMatchObject({ seen: "queue" });
  expect(course.firstHarm!.at).toBeGreaterThanOrEqual(11);
  expect(course.firstHarm!.at).toBeLessThanOrEqual(14);
});

test("harm that is first seen after the night was done in it", () => {
  const { course } = journalOf({ recovery: { order: "150-", causes: { "queued-not-served": 150 } } });
  expect(course.firstHarm).toEqual({ at: 30, seen: "night" });
});

test("without a control there is no harm of the checks", () => {
  expect(noControl.course.firstHarm).toBeNull();
});

test("a run that was cut short has the phases that it came to, the last one as far as it went", () => {
  const { course } = journalOf({ end: "interrupted", endedAt: 17 });
  expect(course.spans).toEqual([PHASES[0], { ...PHASES[1], to: 17 }]);
  expect(course.opinions.map(({ to }) => to)).toEqual([17]);
});

test("a run whose setup did not finish has no phases", () => {
  expect(journalOf({ setup: "unfinished" }).course).toMatchObject({ spans: [], firstHarm: null, opinions: [] });
});

test("the nodes of a checker that say UP are counted", () => {
  const { course } = journalOf({
    checkers: [{ nodes: 3 }],
    opinions: [
      [12, "rst", 0, false],
      [13, "rst", 2, false],
      [20, "rst", 0, true],
    ],
  });
  expect(course.opinions[0]).toMatchObject({
    nodes: 3,
    up: [
      [10, 3, 3],
      [12, 2, 2],
      [13, 1, 1],
      [20, 2, 2],
    ],
  });
});

test("a checker that changes its mind all day has at most two hundred entries, each with both extremes", () => {
  const opinions = Array.from({ length: 1000 }, (_, index): [number, string, number, boolean] => [
    10 + index * 0.029,
    "rst",
    0,
    index % 2 === 1,
  ]);
  const { up } = journalOf({ opinions }).course.opinions[0]!;
  expect(up.length).toBeLessThanOrEqual(200);
  expect(up[0]![0]).toBe(10);
  expect(up[100]!.slice(1)).toEqual([0, 1]);
});

test("a second of the timeline has the causes and times of its clients, where the recorder has them", () => {
  const literal: RunLiteral = {};
  const evidence = run(literal);
  const [first, ...others] = evidence.recording.timeline;
  const causes = { reset: 2 };
  const recording = {
    ...evidence.recording,
    timeline: [{ ...first!, t: Math.floor(ORIGIN_MS / 1000), causes, connectMs: 1.23456, answerMs: 2 }, ...others],
  };
  const { timeline } = makeJournal({ ...evidence, recording }, judge(evidence));
  expect(timeline[0]).toMatchObject({ causes, connectMs: 1.235, answerMs: 2 });
  expect(timeline[1]).not.toHaveProperty("causes");
});
