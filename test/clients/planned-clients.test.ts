import { expect, test } from "vitest";
import { plannedClients } from "../../lib/clients/planned-clients";

test.each([
  ["a whole number in 20 s at 10 a second", 20_000, 10, 200],
  // At 0, 2.86, 5.71 and 8.57 s.
  ["the last one just before the end of 10 s", 10_000, 0.35, 4],
  ["none at the end of 10 s itself", 10_000, 0.3, 3],
  ["one in 3 s at a third a second, whatever floats add up to", 3_000, 1 / 3, 1],
  ["one at least, however slow the rate", 1_000, 0.001, 1],
  ["none in a phase of no length", 0, 10, 0],
])("clients are planned: %s", (_, lengthMs, rate, count) => {
  expect(plannedClients(lengthMs, rate)).toBe(count);
});
