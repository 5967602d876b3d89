import fc from "fast-check";
import { expect, test } from "vitest";
import { ALPHA, chanceOf, fewestToShow, isMore, rateOf } from "../../lib/judge/exact-test";

const stratum = (a: number, b: number, x: number, y: number) => ({
  old: { events: a, of: b },
  new: { events: x, of: y },
});

test.each([
  // The lady who tasted tea: of 70 ways to choose 4 cups of 8, 17 have at least 3 right. Twice that, for either direction.
  { strata: [stratum(1, 4, 3, 4)], chance: 34 / 70, why: "Fisher's own example" },
  { strata: [stratum(0, 4, 4, 4)], chance: 2 / 70, why: "all right" },
  { strata: [stratum(5, 5, 0, 5)], chance: 2 / 252, why: "5 of 5 beside none of 5" },
  {
    strata: [stratum(0, 1, 1, 1), stratum(0, 1, 1, 1)],
    chance: 2 / 4,
    why: "two pairs that differ are a coin, tossed twice",
  },
  { strata: [stratum(0, 0, 0, 0)], chance: 1, why: "nothing was seen" },
  { strata: [], chance: 1, why: "nothing was compared" },
  { strata: [stratum(3, 3, 200, 200)], chance: 1, why: "all on both sides" },
])("the exact test gives the known chance: $why", ({ strata, chance }) => {
  expect(chanceOf(strata)).toBeCloseTo(chance, 10);
});

const counts = fc
  .tuple(
    fc.nat(3000),
    fc.nat(3000),
    fc.double({ min: 0, max: 1, noNaN: true }),
    fc.double({ min: 0, max: 1, noNaN: true }),
  )
  .map(([b, y, p, q]) => stratum(Math.floor(b * p), b, Math.floor(y * q), y));

test("the chance of the exact test is a probability, and the same whichever run is called the old one", () => {
  fc.assert(
    fc.property(fc.array(counts, { maxLength: 3 }), (strata) => {
      const chance = chanceOf(strata);
      expect(chance).toBeGreaterThanOrEqual(0);
      expect(chance).toBeLessThanOrEqual(1);
      expect(chanceOf(strata.map((one) => ({ old: one.new, new: one.old })))).toBeCloseTo(chance, 8);
    }),
    { numRuns: 60 },
  );
});

test("runs of one and the same service are seldom called different", () => {
  let [different, all] = [0, 0];
  fc.assert(
    fc.property(fc.array(fc.boolean(), { minLength: 400, maxLength: 400 }), (lost) => {
      const half = (from: number) => lost.slice(from, from + 200).filter(Boolean).length;
      all += 1;
      if (chanceOf([stratum(half(0), 200, half(200), 200)]) < ALPHA) different += 1;
    }),
    { numRuns: 300, seed: 1 },
  );
  expect(different / all).toBeLessThan(0.01);
});

test("the fewest losses that show a difference do, and one less does not", () => {
  expect(fewestToShow({ events: 0, of: 200 }, 200)).toBe(11);
  for (const [events, of, other] of [
    [0, 200, 200],
    [3, 100, 400],
    [90, 100, 50_000],
  ] as const) {
    const fewest = fewestToShow({ events, of }, other);
    expect(chanceOf([stratum(events, of, fewest!, other)])).toBeLessThan(ALPHA);
    expect(chanceOf([stratum(events, of, fewest! - 1, other)])).toBeGreaterThanOrEqual(ALPHA);
  }
});

test("no number of losses among three clients shows anything", () => {
  expect(fewestToShow({ events: 0, of: 3 }, 3)).toBeNull();
});

test("rates are compared by what they come with, not by how many came", () => {
  const rates = { old: rateOf(10, 1_000), new: rateOf(20, 2_000) };
  expect(isMore(rates)).toBe(false);
  expect(chanceOf([rates])).toBeGreaterThan(0.5);
  expect(chanceOf([{ old: rateOf(10, 1_000), new: rateOf(100, 2_000) }])).toBeLessThan(ALPHA);
});

test("counts of a soak of months are compared at once", () => {
  expect(chanceOf([stratum(1e9, 4e9, 1e9, 4e9)])).toBeGreaterThan(0.9);
  expect(chanceOf([stratum(2, 1e6, 40, 2e6)])).toBeLessThan(ALPHA);
});

test("many delays of many runs each are compared at once, and still show what differs", () => {
  const alike = Array.from({ length: 200 }, () => stratum(20_000, 40_000, 20_000, 40_000));
  expect(chanceOf(alike)).toBeGreaterThan(0.9);
  expect(chanceOf(alike.map(({ old }) => ({ old, new: { events: 30_000, of: 40_000 } })))).toBeLessThan(ALPHA);
});
