/** Compares two sweeps, or two searches for the least that harms. */
import type { Change, Result } from "../model/journal-difference";
import type { Bracket, LeastFigures, MinimalFigures, SweepFigures } from "../model/journal-figures";
import { chanceOf, isMore } from "./exact-test";

/** Two sweeps are compared by one test, and not by ten. */
const ALPHA_OF_TRIALS = 0.01;

/** At the delays and rates that both looked at. */
export function sweepChanges(old: SweepFigures, other: SweepFigures): Change[] {
  // A delay that a journal has twice counts by its first.
  const places = new Map([...other.points].reverse().map((point) => [placeOf(point), point]));
  const both = old.points.flatMap((was) => {
    const is = places.get(placeOf(was));
    return is && is.outcome !== "unclear" && was.outcome !== "unclear" ? [{ was, is }] : [];
  });
  if (both.length === 0) return [];
  const strata = both.map(({ was, is }) => ({
    old: { events: was.harmed, of: was.runs },
    new: { events: is.harmed, of: is.runs },
  }));
  const chance = chanceOf(strata);
  const expected = strata.reduce((sum, one) => sum + (one.old.events * one.new.of - one.new.events * one.old.of), 0);
  const delays = (from: string, to: string) =>
    both.filter(({ was, is }) => was.outcome === from && is.outcome === to).map(({ is }) => is.delayMs);
  const total = (side: "old" | "new") =>
    strata.reduce((sum, one) => ({ runs: sum.runs + one[side].of, harmed: sum.harmed + one[side].events }), NONE);
  return [
    {
      arm: "",
      about: "trials",
      result: trialsResult(strata.some(isOther), chance, expected),
      delays: both.length,
      old: total("old"),
      new: total("new"),
      chance,
      nowHarmful: delays("harmless", "harmed"),
      nowHarmless: delays("harmed", "harmless"),
    },
  ];
}

function placeOf({ delayMs, ratePerSecond }: SweepFigures["points"][number]): string {
  return `${delayMs} ${ratePerSecond}`;
}

const NONE = { runs: 0, harmed: 0 };

function isOther(stratum: Parameters<typeof isMore>[0]): boolean {
  return isMore(stratum) || isMore({ old: stratum.new, new: stratum.old });
}

/** @param lessHarm positive: the old side harmed more often */
function trialsResult(differ: boolean, chance: number, lessHarm: number): Result {
  if (!differ) return "same";
  if (chance >= ALPHA_OF_TRIALS) return "noise";
  return lessHarm > 0 ? "better" : "worse";
}

export function minimalChanges({ least: was }: MinimalFigures, { least: is }: MinimalFigures): Change[] {
  if (!was || !is || was.harms === "unclear" || is.harms === "unclear") return [];
  const harms: Change = {
    arm: "",
    about: "harms",
    result: harmsResult(was.harms, is.harms),
    old: was.harms,
    new: is.harms,
  };
  if (was.harms === "never" || is.harms === "never") return [harms];
  const least = (["checks", "everyMs", "delayMs", "holdMs"] as const)
    .filter((what) => was[what].harms !== null && is[what].harms !== null)
    .map((what): Change => {
      const result = bracketResult(was[what], is[what], MORE_IS_WORSE[what]);
      return { arm: "", about: "least", result, what, old: was[what], new: is[what] };
    });
  return [harms, ...least];
}

/** A longer pause that still harms is worse; a longer hold, or more checks, that harm needs is better. */
const MORE_IS_WORSE = { checks: false, everyMs: true, delayMs: true, holdMs: false } as const;

/** `sometimes` and `always` are told from few runs. */
function harmsResult(was: LeastFigures["harms"], is: LeastFigures["harms"]): Result {
  if (was === is) return "same";
  if (was === "never") return "worse";
  return is === "never" ? "better" : "told";
}

/** What harms now was seen not to harm before, or the other way round. */
function bracketResult(was: Bracket, is: Bracket, moreIsWorse: boolean): Result {
  if (was.harms === is.harms) return "same";
  const reaches = (harms: number | null, harmless: number | null) =>
    harms !== null && harmless !== null && (moreIsWorse ? harms >= harmless : harms <= harmless);
  if (reaches(is.harms, was.harmless)) return "worse";
  return reaches(was.harms, is.harmless) ? "better" : "noise";
}
