import { expect, test } from "vitest";
import { counted, duration, listed, percent } from "../../lib/text/format";

test.each([
  [1, "100 %"],
  [0.99999, "99.9 %"],
  [0.99, "99 %"],
  [0.985, "98.5 %"],
  [0.001, "0.1 %"],
  [0.0009, "under 0.1 %"],
  [0, "0 %"],
])("the share %d is written as %s", (share, text) => {
  expect(percent(share)).toBe(text);
});

test.each([
  [0, "0 ms"],
  [0.0274, "27.4 µs"],
  [0.9994, "999 µs"],
  [1, "1 ms"],
  [1.8234, "1.82 ms"],
  [999.4, "999 ms"],
  [999.6, "1 s"],
  [19_840, "19.8 s"],
  [59_949, "59.9 s"],
  [59_960, "1 min"],
  [387_000, "6 min 27 s"],
  [3_599_600, "1 h"],
  [61_440_000, "17 h 4 min"],
  [86_400_000, "1 d"],
  [266_400_000, "3 d 2 h"],
])("%d ms are written as %s", (ms, text) => {
  expect(duration(ms)).toBe(text);
});

test("nouns are counted and items are listed as people write them", () => {
  expect([counted(0, "check"), counted(1, "check"), counted(2, "check")]).toEqual(["0 checks", "1 check", "2 checks"]);
  expect([listed([]), listed(["a"]), listed(["a", "b"]), listed(["a", "b", "c"])]).toEqual([
    "",
    "a",
    "a and b",
    "a, b and c",
  ]);
});
