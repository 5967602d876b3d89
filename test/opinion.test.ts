import { expect, test } from "vitest";
import { initialOpinion, nextOpinion, opinionEvent, opinionSeconds } from "../lib/opinion";

/** Results in (`+` success, `-` failure), opinion after each out (`U`, `D`). */
const table: [what: string, rise: number, fall: number, results: string, opinions: string][] = [
  ["starts UP and stays", 2, 3, "++++", "UUUU"],
  ["DOWN at the third failure in a row", 2, 3, "---", "UUD"],
  ["a success in between starts the count anew", 2, 3, "--+--+---", "UUUUUUUUD"],
  ["UP at the second success in a row", 2, 3, "---++", "UUDDU"],
  ["a failure in between starts the count anew", 2, 3, "---+-++", "UUDDDDU"],
  ["keepalived: one success, two failures", 1, 2, "--+--", "UDUUD"],
  ["AWS: five successes", 5, 2, "--+++++", "UDDDDDU"],
  ["rise 1, fall 1", 1, 1, "-+-+", "DUDU"],
];

test.each(table)("%s (rise %i, fall %i): %s gives %s", (_, rise, fall, results, opinions) => {
  let opinion = initialOpinion("up");
  const seen = [...results].map((result) => {
    opinion = nextOpinion(opinion, result === "+", { rise, fall });
    return opinion.up ? "U" : "D";
  });
  expect(seen.join("")).toBe(opinions);
});

const edge = (t: number, node: number, up: boolean, checker = "haproxy") => ({
  t,
  kind: "opinion",
  data: opinionEvent(checker, node, up),
});
const haproxy = { name: "haproxy", nodes: 2, initially: "up" as const };

test.each([
  ["no edge: UP all the time", [], { up: 40, down: 0 }],
  ["one node down from 15 s on", [edge(15_000, 0, false)], { up: 25, down: 15 }],
  ["down and up again", [edge(15_000, 0, false), edge(18_500, 0, true)], { up: 36.5, down: 3.5 }],
  ["both down", [edge(12_000, 0, false), edge(14_000, 1, false)], { up: 6, down: 34 }],
  ["in any order", [edge(18_500, 0, true), edge(15_000, 0, false)], { up: 36.5, down: 3.5 }],
  ["an edge after the end changes nothing", [edge(31_000, 0, false)], { up: 40, down: 0 }],
  ["an edge before the beginning counts from there", [edge(5_000, 0, false)], { up: 20, down: 20 }],
  ["another checker's edges are its own", [edge(15_000, 0, false, "keepalived")], { up: 40, down: 0 }],
  ["other events are not opinions", [{ t: 15_000, kind: "note", data: "no JSON" }], { up: 40, down: 0 }],
])("node-seconds from 10 s to 30 s: %s", (_, events, seconds) => {
  expect(opinionSeconds(events, haproxy, 10_000, 30_000)).toEqual(seconds);
});

test("a span that has not begun is empty", () => {
  expect(opinionSeconds([edge(15_000, 0, false)], haproxy, 10_000, 4_000)).toEqual({ up: 0, down: 0 });
});
