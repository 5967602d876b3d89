import { expect, test } from "vitest";
import { judge } from "../../lib/judge/judge";
import { makeJournal } from "../../lib/report/journal";
import { terminalReport } from "../../lib/report/terminal";
import { run } from "../judge/run";
import { held, noControl, wedged } from "./journals";

const plain = (journal: Parameters<typeof terminalReport>[0], width?: number) =>
  terminalReport(journal, width === undefined ? { colour: false } : { colour: false, width });

test("held", () => {
  expect(plain(held)).toBe("");
});

test("wedged", () => {
  expect(plain(wedged)).toBe("");
});

test("inconclusive", () => {
  expect(plain(noControl)).toBe("");
});

test("a screenful, whatever there is to say", () => {
  const many = {
    ...wedged,
    notes: Array.from({ length: 30 }, (_, i) => `note ${i} ${"and so on ".repeat(20)}`),
    settings: Array.from({ length: 60 }, (_, i) => ({ name: `NAME_${i}`, value: "x".repeat(12), from: "environment" })),
    checkers: Array.from({ length: 12 }, () => wedged.checkers[0]!),
  };
  for (const width of [80, 100, 140]) {
    const lines = plain(many, width).split("\n");
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(width);
    expect(lines.length).toBeLessThanOrEqual(width < 100 ? 60 : 50);
  }
});

test("colour adds escapes and nothing else", () => {
  const coloured = terminalReport(wedged, { colour: true });
  expect(coloured).toContain("\u001b[1;31mWEDGED\u001b[0m");
  // eslint-disable-next-line no-control-regex
  expect(coloured.replace(/\u001b\[[\d;]*m/g, "")).toBe(plain(wedged));
});

test("a run that never began", () => {
  const evidence = run({ setup: "unfinished", baseline: "", storm: "", recovery: "", checks: {}, end: "interrupted" });
  expect(plain(makeJournal(evidence, judge(evidence)))).toBe("");
});
