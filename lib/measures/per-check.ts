/**
 * How much of what only ever grows (log bytes, counters) is the checks' doing: per connection of a check.
 *
 *     baseline: clock + clients │ storm: clock + clients + checks │ night: clock + checks
 *
 * What the storm adds to the baseline is the checks', and so is what the night shows, less what follows the clock alone. Neither knows more
 * than the smaller of the two: a line that is written every second falls out of the first, and what clients leave out of the second.
 */
import type { Moment } from "./process-samples";
import { alone, inPhase, last, thirds } from "./process-samples";

/** The fewest checks that give a rate: by the rule of three, one in three of them may still do otherwise. */
const FEWEST_CHECKS = 10;
/** Each third of the checks must have added so much of what they add on average: a report by the hour is no check's. */
const STEADY = 0.5;

export interface PerCheck {
  perCheck: number;
  /** What clients alone cost, each. */
  perClient: number;
  /** The samples that show it best: of the night where there is one. */
  shown: readonly Moment[];
}

/** @param clientsLost in the storm: whoever is not served leaves nothing, so the night alone tells; null: too little was seen */
export function perCheck<S extends Moment>(
  samples: readonly S[],
  value: (sample: S) => number,
  clientsLost: boolean,
): PerCheck | null {
  const before = alone(samples);
  const [first, control] = [before[0], last(before)];
  if (!first || !control || control.t <= first.t) return null;
  const perMs = (value(control) - value(first)) / (control.t - first.t);
  const attempts = control.attempts - first.attempts;

  const storm = [control, ...inPhase(samples, "storm").filter(({ checks }) => checks > 0)];
  const night = [...storm.slice(-1), ...inPhase(samples, "night")];
  const ofStorm = added(storm, value, perMs);
  const ofNight = added(night, value, 0);
  const known = clientsLost && ofNight !== null ? [ofNight] : [ofStorm, ofNight].filter((one) => one !== null);
  if (known.length === 0) return null;
  const shown = ofNight === null ? storm : night;
  const one = Math.max(0, Math.min(...known));
  return {
    perCheck: steady(shown, value, ofNight === null ? perMs : 0, one) ? one : 0,
    perClient: attempts > 0 ? (value(control) - value(first)) / attempts : 0,
    shown,
  };
}

/** Per check, beyond what comes by the clock; null where too few checks came. */
function added<S extends Moment>(samples: readonly S[], value: (sample: S) => number, perMs: number): number | null {
  const [first, end] = [samples[0], last(samples)];
  if (!first || !end || end.checks - first.checks < FEWEST_CHECKS) return null;
  return (value(end) - value(first) - perMs * (end.t - first.t)) / (end.checks - first.checks);
}

function steady<S extends Moment>(
  samples: readonly S[],
  value: (sample: S) => number,
  perMs: number,
  one: number,
): boolean {
  return thirds(samples).every(([from, to]) => {
    const own = value(to) - value(from) - perMs * (to.t - from.t);
    return own >= STEADY * one * (to.checks - from.checks);
  });
}
