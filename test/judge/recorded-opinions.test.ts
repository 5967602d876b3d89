import { expect, test, vi } from "vitest";
import { makeJournal } from "../../lib/report/build-journal";
import { judge } from "../../lib/judge/judge";
import { recordedOpinions } from "../../lib/judge/recorded-opinions";
import { run } from "./run";

const change = (node: number, ms: number, up: boolean, checker = "rst") => {
  const at = [500 + ms, ms];
  return { t: 500 + ms, kind: "opinion", data: JSON.stringify({ checker, node, storm: "storm", up, at, since: at }) };
};

test("opinions are read for each node in order, with the last word of a checker, and no other events", () => {
  const told = recordedOpinions([
    change(0, 1_000, false),
    { t: 1_600, kind: "note", data: "no JSON" },
    change(1, 2_000, false),
    change(0, 3_000, true),
    { t: 3_500, kind: "outcome", data: JSON.stringify({ checker: "rst", node: 1, word: "L4TOUT" }) },
    { t: 3_600, kind: "outcome", data: JSON.stringify({ checker: "rst", node: 0, word: "L4OK" }) },
  ]);
  expect(told.ofNode("rst", "storm", 0).changes.map(({ up }) => up)).toEqual([false, true]);
  expect(told.ofNode("rst", "storm", 1).changes.map(({ up }) => up)).toEqual([false]);
  expect(told.ofNode("rst", "own-storm", 0)).toEqual({ changes: [], lastWord: null });
  expect([told.word("rst"), told.word("fin")]).toEqual(["L4OK", undefined]);
});

test("verdict and journal of a run with four checkers read the events of each kind once", () => {
  const names = ["a", "b", "c", "d"];
  const evidence = run({
    storm: "20+ 180-",
    checkers: names.map((name) => ({ name })),
    checks: Object.fromEntries(names.map((name) => [name, { storm: 200 }])),
  });
  const flapping = Array.from({ length: 1_000 }, (_, i) => change(0, 10_000 + 20 * i, i % 2 === 1, names[i % 4]!));
  const events = [...evidence.recording.events, ...flapping];
  let looks = 0;
  const counted = events.map((event) => ({
    ...event,
    get kind() {
      looks += 1;
      return event.kind;
    },
  }));
  const parse = vi.spyOn(JSON, "parse");
  const judged = { ...evidence, recording: { ...evidence.recording, events: counted } };
  makeJournal(judged, judge(judged));
  expect(parse).toHaveBeenCalledTimes(3);
  // Once to sort them; whatever else goes through them all does not grow with the number of checkers.
  expect(looks).toBeLessThan(4 * events.length);
  parse.mockRestore();
});
