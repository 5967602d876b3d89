/** What a run says of itself is read as it was recorded, or not at all. */
import { describe, expect, test } from "vitest";
import type { RunEventKind, RunEvents } from "../../lib/model/run-event";
import { changeEvents, eventsOf, firstTimeMs, lastEvent } from "../../lib/measures/run-events";
import { armOf } from "../experiments/arms";

const { journal, evidence } = armOf("half-open");
const node = { checker: "rst", node: 3, storm: "storm" };
const trial = {
  storm: { delayMs: 1, holdMs: null, nodes: 1, intervalMs: 100, checks: 4 },
  result: { outcome: "harmed" as const, verdict: "wedged" as const, cause: null, reason: "" },
};
const second = { phases: evidence.plan.phases, checkers: evidence.plan.checkers, factor: 1 };

/** One of each kind. */
const EVENTS: RunEvents = {
  opinion: { ...node, up: false, at: [5, 10], since: [1, 2] },
  node: { ...node, results: 2, changes: 1, at: [9, 18], undecided: false, last: [[5, 10]] },
  outcome: { checker: "rst", node: 3, word: "L4CON" },
  setup: {},
  refused: { why: 'TARGET: "x"' },
  "fail-fast": { gate: "storm-accepted" },
  "no-control": {},
  end: { end: "complete" },
  watched: { back: false },
  "second-storm": { storm: second },
  "second-storm-done": {},
  running: { index: 1, start: evidence.start! },
  "finished-arms": { arms: [journal] },
  trials: { trials: [trial] },
  stopped: { why: { kind: "not-reset", error: "the target is gone" } },
  exception: { message: "exception: TypeError: x" },
};

const recorded = (kind: string, fields: unknown, t = 0) => ({ t, kind, data: JSON.stringify(fields) });

describe.each(Object.entries(EVENTS) as [RunEventKind, unknown][])("the event %s", (kind, fields) => {
  const plain: unknown = JSON.parse(JSON.stringify(fields));

  test("is read as it was recorded", () => {
    const events = [recorded("other", 1), recorded(kind, fields), recorded(kind, fields)];
    expect(eventsOf(events, kind)).toEqual([plain, plain]);
    expect(lastEvent(events, kind)).toEqual(plain);
  });

  test("is none where only other kinds were recorded, whatever they hold", () => {
    const events = [{ t: 0, kind: "other", data: "{" }];
    expect([eventsOf(events, kind), lastEvent(events, kind), firstTimeMs(events, kind)]).toEqual([[], null, null]);
  });

  test.each(["{", "1", "null", '"complete"'])("is named by the exception where it holds %s", (data) => {
    const named = `the event ${kind} holds something else`;
    expect(() => eventsOf([{ t: 0, kind, data }], kind)).toThrow(named);
    expect(() => lastEvent([{ t: 0, kind, data }], kind)).toThrow(named);
  });
});

test.each<[string, RunEventKind, unknown]>([
  ["an opinion without its moment", "opinion", { ...node, up: true, since: [1, 2] }],
  ["an opinion without its storm", "opinion", { checker: "rst", node: 3, up: true, at: [1, 2], since: [1, 2] }],
  ["a last word without results", "node", { ...node, changes: 1, at: [1, 2], last: [] }],
  ["an outcome that is a number", "outcome", { checker: "rst", node: 3, word: 4 }],
  ["a number for a reason", "stopped", { why: 1 }],
  ["an end that no run has", "end", { end: "sudden" }],
  ["a word for yes", "watched", { back: "yes" }],
  ["a second storm whose phases have no end", "second-storm", { storm: { ...second, phases: [{ name: "storm" }] } }],
  ["an arm without a verdict", "finished-arms", { arms: [{ name: "a", notRun: "" }] }],
  ["an arm under way that has not begun", "running", { index: 1, start: null }],
  ["a trial without a result", "trials", { trials: [{ storm: { nodes: 1 } }] }],
  ["a trial that is not in a list", "trials", { trials: trial }],
])("%s is no such event", (_, kind, fields) => {
  expect(() => lastEvent([recorded(kind, fields)], kind)).toThrow(`the event ${kind} holds something else`);
});

test("only the last event has to be whole where only the last one counts", () => {
  const events = [{ t: 0, kind: "trials", data: "{" }, recorded("trials", EVENTS.trials)];
  expect(lastEvent(events, "trials")).toEqual(EVENTS.trials);
});

test("the time of a kind is that of its first event", () => {
  expect(firstTimeMs([recorded("end", {}, 7), recorded("end", {}, 9)], "end")).toBe(7);
});

test("events are changed or left out by kind, and the others keep their places", () => {
  const [a, b] = [EVENTS.opinion, { ...EVENTS.opinion, storm: "own-storm" }];
  const events = [recorded("opinion", a, 1), recorded("end", EVENTS.end, 2), recorded("opinion", b, 3)];
  const changed = changeEvents(events, ["opinion"], ({ storm, ...rest }) =>
    storm === "storm" ? null : { ...rest, storm: "storm" },
  );
  expect(changed).toEqual([events[1], { t: 3, kind: "opinion", data: expect.any(String) as string }]);
  expect(eventsOf(changed, "opinion")).toEqual([a]);
});
