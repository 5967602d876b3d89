/** HAProxy's durations: a whole number and a unit, milliseconds without one (src/tools.c, parse_time_err). */

const UNITS = new Map(Object.entries({ "": 1, us: 0.001, ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 }));
const LONGEST = 2 ** 31;

/** Milliseconds; what is less than one is rounded up. */
export function timeOf(text: string): { ms: number } | { wrong: string } {
  const accepted = "accepted is a whole number with us, ms, s, m, h or d, or without a unit for milliseconds";
  // 2.6 takes `2sec` for two seconds, and warns.
  const parts = /^([0-9]{1,20})(?:(us|ms|s|m|h|d).*)?$/.exec(text);
  const unit = parts === null ? undefined : UNITS.get(parts[2] ?? "");
  if (unit === undefined) return { wrong: accepted };
  // 1500us is 2 ms; 0.001 is not exact, 1,000 is.
  const ms = unit < 1 ? Math.ceil(Number(parts![1]) / 1_000) : Number(parts![1]) * unit;
  return ms < LONGEST ? { ms } : { wrong: "at most 24 days" };
}
