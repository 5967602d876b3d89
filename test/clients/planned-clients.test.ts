import { expect, test } from "vitest";
import { plannedClients } from "../../lib/clients/planned-clients";

test.each([
  ["a whole number", 20_000, 10, 200],
  // At 0, 2.86, 5.71 and 8.57 s.
  ["the last one before the end", 10_000, 0.35, 4],
  ["none at the end itself", 10_000, 0.3, 3],
  ["a sum of floats", 3_000, 1 / 3, 1],
  ["one at least", 1_000, 0.001, 1],
  ["no phase, no client", 0, 10, 0],
])("%s", (_, lengthMs, rate, count) => {
  expect(plannedClients(lengthMs, rate)).toBe(count);
});
