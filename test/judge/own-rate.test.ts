/** The verdict is true at the balancer's own rate, at whatever rate the storm has checked. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { counting, forgetful, INTERVAL_MS, settings, simulate } from "./simulated";

test("a service that only counts is wedged at every rate that makes enough checks", () => {
  fc.assert(
    fc.property(fc.integer({ min: 8, max: 100 }), fc.integer({ min: 1, max: 8 }), (speedup, most) => {
      const { verdict, harm } = simulate(settings(speedup), counting(most));
      expect([verdict, harm?.atOwnRate]).toEqual(["wedged", "yes"]);
      expect(harm?.checksBefore).toBeGreaterThan(most);
    }),
    { numRuns: 60 },
  );
}, 60_000);

test("a service that forgets is judged by the own rate, whatever SPEEDUP is", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 5, max: 100 }),
      fc.integer({ min: 1, max: 12 }),
      fc.integer({ min: 5_000, max: 50_000 }),
      (speedup, most, windowMs) => {
        const most1 = Math.ceil(windowMs / INTERVAL_MS);
        // At the own rate a window holds either most1 or one check less: leave out what depends on where the window begins.
        fc.pre(most !== most1 - 1 && most !== most1);
        const harmful = most < most1;
        const { verdict, harm } = simulate(settings(speedup), forgetful(most, windowMs));
        if (harmful) {
          expect(verdict).not.toBe("held");
          expect(harm?.atOwnRate).toBe("yes");
        } else {
          expect(verdict).toBe("held");
          expect(harm === null || harm.atOwnRate === "no").toBe(true);
        }
      },
    ),
    { numRuns: 100 },
  );
}, 60_000);

test("harm that only the factor makes stays in the report", () => {
  const { verdict, reason, harm, gates, firstStorm } = simulate(settings(25), forgetful(10, 30_000));
  expect(verdict).toBe("held");
  expect(harm).toMatchObject({ factor: 25, atOwnRate: "no", checksBefore: 12 });
  expect(reason).toMatchObject({
    kind: "held-at-own-rate",
    firstStorm: { factor: 25, ownFactor: 1, spared: true, checksBefore: 12 },
    second: { kind: "held" },
  });
  expect(gates.filter(({ ok }) => !ok)).toEqual([]);
  expect(firstStorm!.gates.filter(({ ok }) => !ok)).not.toEqual([]);
});

test("a dose that the own rate reaches while the service forgets needs no second storm", () => {
  const { verdict, harm, firstStorm } = simulate(settings(25), forgetful(1, 45_000));
  expect([verdict, harm?.atOwnRate, firstStorm]).toEqual(["degraded", "yes", null]);
});

test("with SECOND_STORM=0s nobody knows whether it would have come back, and the report says so", () => {
  const none = { ...settings(25), ownRate: { watchMs: 60_000, stormMs: 0 } };
  const { verdict, harm, caveats } = simulate(none, forgetful(10, 30_000));
  expect([verdict, harm?.atOwnRate]).toEqual(["wedged", "unknown"]);
  expect(caveats).toContainEqual({ kind: "own-rate-not-known", factor: 25 });
});

test("a second storm that SECOND_STORM makes too short is not tried, and the report says how long it has to be", () => {
  const short = { ...settings(25), ownRate: { watchMs: 60_000, stormMs: 20_000 } };
  const { verdict, harm, reason, advice } = simulate(short, forgetful(10, 45_000));
  expect([verdict, harm?.atOwnRate]).toEqual(["inconclusive", "unknown"]);
  expect(reason).toMatchObject({ kind: "second-storm-too-short", factor: 25, secondStormMs: 20_000 });
  expect(advice).toEqual([{ kind: "longer-second-storm", ms: expect.any(Number) }]);
});
