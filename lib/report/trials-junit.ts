/** junit.xml of a sweep, and of a search for the least that harms. */
import type { MinimalJournal, SweepJournal } from "../model/trials-journal";
import { digits } from "../text/format";
import { testsuites } from "./junit-cases";
import { whyUnknown } from "./minimal-words";
import { bandText, rangeText } from "./sweep-words";

/** A measurement passes whatever it found; only what is not known is an error. */
export function sweepJunit({ target, startedAt, sweep, end, ended }: SweepJournal): string {
  const found = sweep.rates.flatMap(({ ratePerSecond, bands: all }) =>
    all.map((band) => ({
      name: `${rangeText(band)} at ${digits(ratePerSecond)}/s: ${band.outcome}`,
      error: band.outcome === "unclear" ? bandText(band) : "",
    })),
  );
  const cases = end === "complete" ? found : [...found, { name: "complete", error: ended }];
  return testsuites(`probe-storm ${target} delay-sweep`, startedAt, cases);
}

export function minimalJunit({ target, startedAt, finding, end, ended, minimal }: MinimalJournal): string {
  const error = whyUnknown(end === "complete" ? "" : ended, minimal);
  return testsuites(`probe-storm ${target} minimal-storm`, startedAt, [{ name: finding, error }]);
}
