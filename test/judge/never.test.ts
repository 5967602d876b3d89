/** What no run may end with, whatever was recorded: `held` of nothing, blame for our own trouble, words that say nothing. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { judge } from "../../lib/judge/judge";
import { makeJournal } from "../../lib/report/build-journal";
import { run, type RunLiteral } from "./run";

function seldom<T>(usual: T, ...others: T[]): fc.Arbitrary<T> {
  return fc.oneof({ weight: 4, arbitrary: fc.constant(usual) }, fc.constantFrom(...others));
}

/** All of a phase's clients, of whom so many in a row did not get in; mostly none. */
const clients = (all: number) =>
  fc
    .tuple(fc.nat(all), fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, fc.nat(all)))
    .map(([before, out]) => `${before}+ ${Math.min(out, all - before)}- ${Math.max(0, all - before - out)}+`);

const checks = fc.tuple(seldom(200, 0, 3, 30), seldom(1, 0, 0.1), seldom(1, 0, 0.1)).map(([sent, had, proved]) => {
  const completed = Math.round(sent * had);
  return { sent, completed, verified: Math.round(completed * proved), failed: sent - completed };
});

const literals: fc.Arbitrary<RunLiteral> = fc.record(
  {
    baseline: fc.oneof({ weight: 4, arbitrary: fc.constant("100+") }, clients(100)),
    storm: clients(200),
    recovery: clients(150),
    checks: fc.record({ rst: fc.record({ storm: checks, night: checks }) }),
    seconds: fc.constantFrom({}, { night: 0 }, { recovery: 0 }),
    end: seldom("complete", "interrupted", "fail-fast"),
    endedAt: fc.nat(60),
    harness: seldom({}, { "no ports left": 2 }),
    client: seldom<NonNullable<RunLiteral["client"]>>({ evidence: "service" }, { evidence: "kernel" }),
    kernelEvidence: fc.constant("accept" as const),
    queue: fc
      .array(fc.tuple(fc.nat(55), fc.constantFrom(0, 0, 1, 6, 129)), { minLength: 1, maxLength: 20 })
      .map((samples) => samples.sort(([a], [b]) => a - b)),
  },
  { requiredKeys: ["storm", "checks"] },
);

const SAYS_NOTHING = /undefined|NaN|Infinity|null|\[object/;

test("no run has a verdict that its gates, checks or sentences contradict", () => {
  const seen = new Set<string>();
  fc.assert(
    fc.property(literals, (literal) => {
      const evidence = run(literal);
      const { verdict, gates, floors } = judge(evidence);
      const journal = makeJournal(evidence, judge(evidence));
      const [{ probes, fidelity }] = journal.checkers as [(typeof journal.checkers)[number]];
      seen.add(verdict);

      const lost = gates.filter(({ ok }) => !ok);
      if (verdict === "held") {
        expect([lost, floors.filter(({ ok }) => !ok), evidence.end]).toEqual([[], [], "complete"]);
        expect(fidelity.verified * probes.completed).toBeGreaterThanOrEqual(1);
        expect([literal.client?.evidence, literal.kernelEvidence]).not.toEqual(["kernel", undefined]);
      }
      if (verdict === "degraded" || verdict === "wedged") {
        expect(lost).not.toEqual([]);
        expect(probes.completed).toBeGreaterThan(0);
      }
      if (evidence.recording.harness.errors > 0) expect(verdict).toBe("inconclusive");
      const rules = [...journal.gates, ...journal.floors].map(({ text }) => text);
      for (const text of [journal.reason, ...journal.notes, ...journal.advice, ...rules]) {
        expect(text).toMatch(/\S/);
        expect(text).not.toMatch(SAYS_NOTHING);
      }
      // JSON has no word for what is not a number.
      expect(JSON.parse(JSON.stringify(journal))).toEqual(journal);
    }),
    { numRuns: 400 },
  );
  expect([...seen]).toEqual(expect.arrayContaining(["held", "inconclusive", "wedged"]));
}, 60_000);
