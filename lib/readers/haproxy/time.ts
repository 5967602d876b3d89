/** HAProxy's durations: a whole number and a unit, milliseconds without one (src/tools.c, parse_time_err). */
import { failure, success, type Result } from "./result";

const UNITS = new Map(Object.entries({ "": 1, us: 0.001, ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 }));
const LONGEST = 2 ** 31;
const ACCEPTED = "a whole number with us, ms, s, m, h or d, or without a unit for milliseconds";

/** Milliseconds, or what was expected; what is less than one is rounded up. */
export function timeOf(text: string): Result<number> {
  // 2.6 takes `2sec` for two seconds, and warns.
  const [, digits = "", unitName = ""] = /^([0-9]{1,20})(?:(us|ms|s|m|h|d).*)?$/.exec(text) ?? [];
  const unit = UNITS.get(unitName);
  if (digits === "" || unit === undefined) return failure(ACCEPTED);
  // 1500us is 2 ms; 0.001 is not exact, 1,000 is.
  const ms = unit < 1 ? Math.ceil(Number(digits) / 1_000) : Number(digits) * unit;
  return ms < LONGEST ? success(ms) : failure("a time of at most 24 days");
}
