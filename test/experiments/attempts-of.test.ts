/** The clients of a pool: together they make what k6's arrival rate would, and none waits for its own attempt before. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { attemptsOf } from "../../lib/experiments/attempts-of";
import { phaseSpans } from "../../lib/plan/planned-phases";
import { plannedClients } from "../../lib/clients/planned-clients";

const NIGHTLESS = phaseSpans({ baselineMs: 3_000, stormMs: 4_000, nightMs: 0, recoveryMs: 3_000 });

const all = (slots: number, phases: typeof NIGHTLESS, ratePerSecond: number) =>
  Array.from({ length: slots }, (_, slot) => attemptsOf(slot, slots, phases, { ratePerSecond }));

test("every attempt of every phase is made once, and none at night", () => {
  const phases = phaseSpans({ baselineMs: 2_000, stormMs: 2_000, nightMs: 2_000, recoveryMs: 1_000 });
  const due = all(7, phases, 2)
    .flat()
    .sort((a, b) => a.dueMs - b.dueMs);
  expect(due).toEqual([
    ...[0, 500, 1_000, 1_500].map((dueMs) => ({ phase: "baseline", dueMs })),
    ...[2_000, 2_500, 3_000, 3_500].map((dueMs) => ({ phase: "storm", dueMs })),
    ...[6_000, 6_500].map((dueMs) => ({ phase: "recovery", dueMs })),
  ]);
});

test("a client of the storm does not wait for its own of the baseline", () => {
  // 26 clients, 30 attempts in the baseline: the storm's first is the fifth's, not the first's, who is busy since 2.6 s.
  const [first, , , , fifth] = all(26, NIGHTLESS, 10);
  expect(first!.map(({ dueMs }) => dueMs)).toEqual([0, 2_600, 5_200, 7_800]);
  expect(fifth!.find(({ phase }) => phase === "storm")!.dueMs).toBe(3_000);
});

test("between two attempts of one client lie as many as there are clients, at any rate and length", () => {
  const seconds = fc.integer({ min: 1, max: 20 }).map((tenths) => tenths * 100 + 1_000);
  const arbitrary = fc.record({
    baselineMs: seconds,
    stormMs: seconds,
    nightMs: fc.constantFrom(0, 1_000),
    recoveryMs: seconds,
    slots: fc.integer({ min: 1, max: 60 }),
    rate: fc.constantFrom(0.7, 1, 3, 10, 33, 250),
  });
  fc.assert(
    fc.property(arbitrary, ({ slots, rate, ...lengths }) => {
      const phases = phaseSpans(lengths);
      const clients = all(slots, phases, rate);
      const planned = phases
        .filter(({ name }) => name !== "night")
        .reduce((sum, { startMs, endMs }) => sum + plannedClients(endMs - startMs, rate), 0);
      expect(clients.flat().length).toBe(planned);
      for (const own of clients)
        for (const [index, { dueMs }] of own.entries())
          if (index > 0) {
            const before = own[index - 1]!.dueMs;
            // A phase begins with an attempt at once, less than 1/rate after the last one of the phase before.
            const begun = phases.filter(({ startMs }) => startMs > before && startMs <= dueMs).length;
            expect(dueMs - before).toBeGreaterThan(((slots - begun) * 1_000) / rate - 1e-6);
          }
    }),
  );
});
