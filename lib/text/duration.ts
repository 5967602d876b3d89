/** Durations as people write them: a number with its unit, `250ms`, `1m30s`. */
import { decimal } from "./decimal";

const UNITS: Record<string, number> = { us: 0.001, µs: 0.001, ms: 1, s: 1000, m: 60_000, h: 3_600_000 };
const PART = /(\d+(?:\.\d+)?|\.\d+)(us|µs|ms|s|m|h)/g;

export const LONGEST_MS = 24 * 3_600_000;

/** Milliseconds with fractions for `250ms`, `0.01s`, `1m30s`; NaN for anything else. */
export function milliseconds(text: string): number {
  let total = 0;
  let last = Infinity;
  const rest = text.replace(PART, (_, number: string, unit: string) => {
    const size = UNITS[unit]!;
    // Each unit once, the larger ones first: `5s5s` is a slip.
    total += size < last ? decimal(number) * size : NaN;
    last = size;
    return "";
  });
  if (text === "" || rest !== "") return NaN;
  // 0.07s is 70 ms, not 70.00000000000001.
  return Math.round(total * 1e6) / 1e6;
}

/** In the largest unit that says it in a whole number: 90000 → `90s`. */
export function durationText(ms: number): string {
  const unit = ["h", "m", "s"].find((u) => ms > 0 && Number.isInteger(ms / UNITS[u]!)) ?? "ms";
  return `${ms / UNITS[unit]!}${unit}`;
}
