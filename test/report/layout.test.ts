/** Tables that fit a terminal. */
import { expect, test } from "vitest";
import type { NonEmpty } from "../../lib/model/non-empty";
import { table, wrap } from "../../lib/report/layout";

const drawn = (rows: NonEmpty<string[]>, width: number) =>
  table(rows, width).map((lines) => lines.map((cells) => cells.join("  ").trimEnd()));

const ROWS: NonEmpty<string[]> = [
  ["name", "what it does", "grew by"],
  ["a", "handshake, greeting read, RST", "19.1/s of 128"],
];

test("as wide as its cells where there is room", () => {
  expect(drawn(ROWS, 100)).toEqual([
    ["name  what it does                   grew by"],
    ["a     handshake, greeting read, RST  19.1/s of 128"],
  ]);
});

test("the widest columns give way first, and no number is parted from its unit", () => {
  expect(drawn(ROWS, 36)).toEqual([
    ["name  what it does    grew by"],
    ["a     handshake,      19.1/s of 128", "      greeting read,", "      RST"],
  ]);
  expect(drawn(ROWS, 30)[1]).toEqual(["a     handshake,  19.1/s", "      greeting    of 128", "      read, RST"]);
  expect(drawn([["UP 100 %, L7OK"], ["80 of 80"], ["4 min 18 s"]], 1)).toEqual([
    ["UP 100 %,", "L7OK"],
    ["80 of 80"],
    ["4 min", "18 s"],
  ]);
});

test("a path breaks where it can be read, and what cannot break is kept whole", () => {
  expect(drawn([["/srv/lb/haproxy.cfg#app/web1", "held"]], 24)).toEqual([
    ["/srv/lb/          held", "haproxy.cfg#app/", "web1"],
  ]);
  expect(drawn([["queued-not-served", "held"]], 5)).toEqual([["queued-not-served  held"]]);
});

test("what a cell holds moves no cursor", () => {
  expect(drawn([["\u001b[2Ja"]], 80)).toEqual([["\ufffd[2Ja"]]);
});

test("a line of text does not begin with %", () => {
  expect(wrap("said UP 32.6 % of it", 12)).toEqual(["said UP", "32.6 % of it"]);
});
