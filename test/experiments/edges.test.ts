/** Where harm begins and ends, as far as the runs agree. */
import { expect, test } from "vitest";
import { edgesOf } from "../../lib/experiments/edges";
import type { Point } from "../../lib/model/trials-journal";

/** `1h 2- 3h2/4`: harmed, harmless, and two of four runs harmed; `?` for what is unclear. */
function points(text: string): Point[] {
  return text.split(" ").map((word) => {
    const [, delay, kind, harmed = "", runs = "4"] = /^([\d.]+)([h?-])(?:(\d)\/(\d))?$/.exec(word)!;
    const outcome = harmed !== "" ? "mixed" : kind === "h" ? "harmed" : kind === "-" ? "harmless" : "unclear";
    const count = outcome === "mixed" ? Number(harmed) : outcome === "harmed" ? 4 : 0;
    return { delayMs: Number(delay), outcome, runs: Number(runs), harmed: count, verdicts: [], cause: null };
  });
}
const edges = (text: string) => edgesOf(points(text));

test("between two delays whose runs agree the edge is sharp", () => {
  expect(edges("0h 1h 2- 5-")).toEqual([{ fromMs: 1, toMs: 2, atMs: 1.5, begins: false, mixed: false }]);
  expect(edges("0- 1h 2-")).toEqual([
    { fromMs: 0, toMs: 1, atMs: 0.5, begins: true, mixed: false },
    { fromMs: 1, toMs: 2, atMs: 1.5, begins: false, mixed: false },
  ]);
});

test("where runs disagree the edge reaches from the last sure delay of the one kind to the first of the other", () => {
  expect(edges("0h 1h 1.5h3/4 2h1/4 3h1/6 5- 10-")).toEqual([
    { fromMs: 1, toMs: 5, atMs: 1.75, begins: false, mixed: true },
  ]);
  expect(edges("0- 1h2/4 2h")).toEqual([{ fromMs: 0, toMs: 2, atMs: 0.5, begins: true, mixed: true }]);
});

test("a majority that changes several times is one race", () => {
  expect(edges("0- 1h3/4 2h1/4 3h3/4 4h")).toEqual([{ fromMs: 0, toMs: 4, atMs: 1.5, begins: true, mixed: true }]);
});

test("disagreement among harmless, or among harmful, is no edge", () => {
  expect(edges("0- 1h1/4 2-")).toEqual([]);
  expect(edges("0- 1h3/4 2-")).toEqual([]);
  expect(edges("0h 1h1/4 2h")).toEqual([]);
  expect(edges("0h1/4 1h1/4")).toEqual([]);
});

test("a band that reaches the end of the range ends there", () => {
  expect(edges("0- 1h1/4 2h3/4")).toEqual([{ fromMs: 0, toMs: 2, atMs: 1.5, begins: true, mixed: true }]);
  expect(edges("0h3/4 1h1/4 2-")).toEqual([{ fromMs: 0, toMs: 2, atMs: 0.5, begins: false, mixed: true }]);
});

test("an unclear point is passed over in the search for edges", () => {
  expect(edges("0h 1? 2-")).toEqual([{ fromMs: 0, toMs: 2, atMs: 1, begins: false, mixed: false }]);
  expect(edges("0? 1?")).toEqual([]);
});
