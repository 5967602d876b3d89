import { expect, test } from "vitest";
import type { CounterSample } from "../../lib/model/extension";
import { counters } from "../../lib/judge/counters";
import { terminalReport } from "../../lib/report/terminal";
import { journalOf } from "../report/journals";
import { processes, type Moment } from "./processes";
import { run } from "./run";

type Series = Record<string, (m: Moment) => number>;

/** A page every other second; of each series what has changed since the one before. */
function pages(series: Series): CounterSample[] {
  return Object.entries(series).flatMap(([name, of]) => {
    let before: number | null = null;
    return processes(() => ({})).flatMap(({ t, phase, checks, attempts }, index) => {
      if (index % 2 > 0) return [];
      const value = of({ t: index, checks, attempts });
      if (value === before) return [];
      before = value;
      return [{ t, phase, checks, attempts, name, value }];
    });
  });
}

const grown = (series: Series) =>
  counters(run({ counters: pages({ clock: ({ t }) => t, ...series }) })).map((finding) =>
    finding.kind === "counter" ? [finding.name, finding.perCheck] : finding,
  );

test("counters that grow with the checks are told per check, the worst first", () => {
  expect(
    grown({
      aborted: ({ checks }) => checks,
      'alerts{level="high"}': ({ checks }) => 2 * checks,
      seldom: ({ checks }) => Math.floor(checks / 5),
    }),
  ).toEqual([
    ['alerts{level="high"}', 2],
    ["aborted", 1],
    ["seldom", expect.closeTo(0.2, 2)],
  ]);
});

test("a counter that clients raise less than checks is told", () => {
  expect(grown({ errors: ({ checks, attempts }) => checks + attempts / 10 })).toEqual([
    ["errors", expect.closeTo(1, 2)],
  ]);
});

test("of a counter that begins at 0 again with its service, what came between two looks is lost, and no more", () => {
  expect(grown({ aborted: ({ checks }) => (checks < 150 ? 70 + checks : checks - 150) })).toEqual([
    ["aborted", expect.closeTo(0.95, 1)],
  ]);
});

test.each<[string, (m: Moment) => number]>([
  ["connections are counted anyway", ({ checks, attempts }) => checks + attempts],
  ["it counts the clients' requests", ({ attempts }) => attempts],
  ["it counts the time", ({ t }) => 100 * t],
  ["it counts seconds of CPU", ({ checks }) => checks / 1000],
  ["it never changes", () => 5],
])("a counter is not told: %s", (_, of) => {
  expect(grown({ some: of })).toEqual([]);
});

test("ten counters are kept at the most, and the report names three", () => {
  const many = Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`c${i}`, (m: Moment) => (i + 1) * m.checks]));
  expect(grown(many)).toHaveLength(10);
  const journal = journalOf({ counters: pages({ clock: ({ t }) => t, ...many }) });
  const text = terminalReport(journal, { colour: false }).replace(/\s+/g, " ");
  expect(text).toContain("Counters c29 +30 per check; c28 +29 per check; c27 +28 per check; … 7 more in journal.json");
});
