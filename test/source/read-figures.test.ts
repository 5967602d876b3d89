import fc from "fast-check";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { journalDifference } from "../../lib/judge/compare-journals";
import type { StormFigures } from "../../lib/model/journal-figures";
import { differenceText } from "../../lib/report/difference-text";
import { readFigures } from "../../lib/source/read-figures";
import { Refusal } from "../../lib/text/refusal";

const recorded = (name: string) =>
  JSON.parse(readFileSync(new URL(`../report/html/journals/${name}.json`, import.meta.url), "utf8")) as Record<
    string,
    unknown
  >;
const storm = recorded("leak");

test("a recorded journal gives its figures", () => {
  const figures = readFigures(storm, "a") as StormFigures;
  expect(figures).toMatchObject({
    kind: "storm",
    verdict: "degraded",
    client: { kind: "greeting" },
    service: { seen: true, leaks: [{ what: "descriptors", of: "check" }] },
    queue: { kept: 0, full: false },
  });
  expect(figures.phases.storm).toMatchObject({ attempts: 101, accepted: 101 });
  expect(figures.phases.storm!.clientSeconds.length).toBeGreaterThan(5);
  expect(figures.gates).toHaveLength(13);
});

test("the journal of a first version, which had no more than this, is compared", () => {
  const first = {
    schema: "probe-storm/1",
    verdict: "held",
    phases: { storm: { clients: { attempts: 9, accepted: 9 } } },
  };
  const old = readFigures(first, "a");
  expect(old).toMatchObject({ kind: "storm", gates: [], checkers: [], queue: null, service: { seen: false } });
  const difference = journalDifference(old, readFigures(storm, "b"))!;
  expect(difference.outcome).toBe("worse");
  expect(difference.changes.filter(({ about }) => about === "leak")).toMatchObject([{ result: "unknown" }]);
});

test.each([
  [null, "a: expected a journal of probe-storm, got null"],
  [[], "a: expected a journal of probe-storm, got a list"],
  [{}, "a: schema: expected probe-storm/1, got undefined"],
  [{ ...storm, schema: "probe-storm/9" }, 'a: schema: expected probe-storm/1, got "probe-storm/9"'],
  [{ ...storm, kind: "part" }, /^a: kind: expected one of storm, comparison, sweep, minimal, got "part"$/],
  [{ ...storm, verdict: "fine" }, /^a: verdict: expected one of held, .*, got "fine"$/],
  [
    { ...storm, phases: { storm: { checks: -1 } } },
    "a: phases.storm.checks: expected a number that is not negative, got -1",
  ],
  [{ ...storm, phases: { storm: { checks: 0.5 } } }, "a: phases.storm.checks: expected a count, got 0.5"],
  [{ ...storm, phases: { storm: { checks: Infinity } } }, "a: phases.storm.checks: expected a number, got Infinity"],
  [{ ...storm, phases: 7 }, "a: phases: expected an object, got 7"],
  [{ ...storm, gates: [{ ok: "yes" }] }, 'a: gates[0].ok: expected true or false, got "yes"'],
  [
    { ...storm, checkers: [{ probes: { sent: 1, failed: 2 } }] },
    /^a: checkers\[0\].probes.failed: expected at most 1, the checks sent, got 2$/,
  ],
  [{ ...storm, checkers: { length: 1e9 } }, "a: checkers: expected a list, got an object"],
  [{ ...storm, settings: new Array(20_000).fill({}) }, "a: settings: expected at most 10000 entries, got 20000"],
])("what is no journal is refused in one line: %#", (journal, line) => {
  const read = () => readFigures(journal, "a");
  expect(read).toThrow(Refusal);
  expect(read).toThrow(line);
});

test("a journal with anything anywhere is refused or compared, and prints nothing that a terminal obeys", () => {
  const keys = Object.keys(storm);
  const anything = fc.oneof(fc.jsonValue(), fc.constant("\u001b[2J\u202e"), fc.constant(Number.MAX_VALUE));
  fc.assert(
    fc.property(fc.constantFrom(...keys), anything, (key, value) => {
      try {
        const figures = readFigures({ ...storm, [key]: value }, "a");
        const difference = journalDifference(figures, readFigures(storm, "b"));
        const text = difference ? differenceText(difference, { colour: false }) : "";
        // eslint-disable-next-line no-control-regex -- exactly those
        expect(text).not.toMatch(/[\0-\x09\x0b-\x1f\x7f-\x9f]/);
      } catch (error) {
        expect(error).toBeInstanceOf(Refusal);
        expect((error as Error).message).not.toContain("\n");
      }
    }),
    { numRuns: 300 },
  );
});
