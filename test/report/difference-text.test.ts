import { expect, test } from "vitest";
import { journalDifference } from "../../lib/judge/compare-journals";
import type { Journal } from "../../lib/model/journal";
import { differenceMarkdown } from "../../lib/report/difference-markdown";
import { differenceText } from "../../lib/report/difference-text";
import { readFigures } from "../../lib/source/read-figures";
import { held, noControl, wedged } from "./journals";

function between(old: Journal, other: Journal) {
  const copy = (journal: Journal) => readFigures(JSON.parse(JSON.stringify(journal)) as unknown, "a");
  return journalDifference(copy(old), copy(other))!;
}

const text = (old: Journal, other: Journal) => differenceText(between(old, other), { colour: false });

test("a service that wedges now is worse in the first words, and each loss stands with its counts", () => {
  const lines = text(held, wedged);
  expect(lines.trimStart()).toMatch(/^WORSE .*: held, now wedged; \d+ worse/);
  expect(lines).toContain("The gate storm-accepted was met at 100 %, and is lost at 1 % (at least 99 % wanted)");
  expect(lines.replace(/\s+/g, " ")).toContain("Clients lost, storm: 0 of 200, now 198 of 200; chance makes as much");
  expect(lines).toMatch(/^clients in, storm +100 % of 200 +1 % of 200 +worse$/m);
});

test("what differs besides the service stands before the table", () => {
  const lines = text(held, wedged);
  expect(lines.indexOf("SPEEDUP was at its default, and is 20")).toBeGreaterThan(0);
  expect(lines.indexOf("SPEEDUP was at its default")).toBeLessThan(lines.indexOf("verdict "));
});

test("without a change it says what the runs would have shown", () => {
  const lines = text(held, held);
  expect(lines).toMatch(/NO CHANGE .*: held both times, and nothing that these runs could show/);
  expect(lines).toMatch(/Storm: 11 of 200 clients lost, or a median answer above 51\.8 ms/);
  expect(lines).not.toMatch(/Worse|Better|differ in more/);
});

test("of an inconclusive run it says why, and calls nothing worse", () => {
  const lines = text(held, noControl);
  expect(lines).toMatch(/NOT KNOWN .*: held, now inconclusive: the new run is inconclusive, which is neither/);
  expect(lines).not.toMatch(/^(Worse|Better)$/m);
});

test("no line is wider than 100 columns, and colour changes no text", () => {
  for (const [old, other] of [
    [held, wedged],
    [wedged, held],
    [held, noControl],
  ] as const) {
    expect(
      text(old, other)
        .split("\n")
        .filter((line) => line.length > 100),
    ).toEqual([]);
    const coloured = differenceText(between(old, other), { colour: true });
    expect(coloured).toContain("\u001b[");
    // eslint-disable-next-line no-control-regex -- SGR
    expect(coloured.replace(/\u001b\[[0-9;]*m/g, "")).toBe(text(old, other));
  }
});

test("Markdown has one table, and what a stranger wrote stays text in it", () => {
  const evil = "a|b\n# x `<img src=x>` [y](z)";
  const hostile: Journal = {
    ...wedged,
    target: evil,
    settings: [
      { name: "TARGET", value: "", from: "environment" },
      { name: evil, value: evil, from: "environment" },
    ],
    checkers: [{ ...wedged.checkers[0]!, name: evil }],
  };
  const markdown = differenceMarkdown(between({ ...held, checkers: hostile.checkers }, hostile));
  expect(markdown).toMatch(/^## probe-storm diff: worse\n\n/);
  expect(markdown.match(/^\| --- /gm)).toHaveLength(1);
  expect(markdown.split("\n").filter((line) => /^# /.test(line))).toEqual([]);
  expect(markdown.replace(/\\[<>|`[\]]/g, "")).not.toMatch(/<img|`|\[y\]/);
  for (const row of markdown.split("\n").filter((line) => line.startsWith("|"))) {
    expect(row.replace(/\\\|/g, "").match(/\|/g)).toHaveLength(5);
  }
});
