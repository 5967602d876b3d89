/** Durations as people write them in settings: a number with its unit, `250ms`, `1m30s`. How people read them is in format.ts. */
import { decimal, rounded } from "./decimal";

/** The largest first; ms. */
const UNITS: ReadonlyMap<string, number> = new Map([
  ["h", 3_600_000],
  ["m", 60_000],
  ["s", 1_000],
  ["ms", 1],
  ["us", 0.001],
  ["µs", 0.001],
]);
const PART = /(\d+(?:\.\d+)?|\.\d+)(us|µs|ms|s|m|h)/g;

export const LONGEST_MS = 24 * 3_600_000;

/** Milliseconds with fractions for `250ms`, `0.01s`, `1m30s`; NaN for anything else. */
export function milliseconds(text: string): number {
  let total = 0;
  let last = Infinity;
  const rest = text.replace(PART, (_, number: string, unit: string) => {
    const size = UNITS.get(unit) ?? NaN;
    // Each unit once, the larger ones first: `5s5s` is a slip.
    total += size < last ? decimal(number) * size : NaN;
    last = size;
    return "";
  });
  if (text === "" || rest !== "") return NaN;
  // 0.07s is 70 ms, not 70.00000000000001.
  return rounded(total, 6);
}

/** In the largest unit that says it in a whole number, and in ms otherwise: 90000 → `90s`. */
export function durationText(ms: number): string {
  if (ms > 0) {
    for (const [unit, size] of UNITS) {
      if (size > 1 && Number.isInteger(ms / size)) return `${ms / size}${unit}`;
    }
  }
  return `${ms}ms`;
}
