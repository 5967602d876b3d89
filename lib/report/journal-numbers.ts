/** Numbers as the journal has them: rounded, and quantiles that are 0 where nothing was timed. */
import type { Stats } from "../model/extension";
import type { Quantiles } from "../model/journal";

/** Three decimals: microseconds for what is in milliseconds. */
export function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}

export function rounded(value: number | null): number | null {
  return value === null ? null : Math.round(value * 1e6) / 1e6;
}

export function share(part: number, whole: number): number {
  return whole > 0 ? Math.round((part / whole) * 1e6) / 1e6 : 0;
}

export function clamp(value: number, most: number): number {
  return Math.min(most, Math.max(0, value));
}

export function quantiles(stats: Stats | undefined): Quantiles {
  if (!stats) return { p50: 0, p95: 0, p99: 0, max: 0 };
  return { p50: round(stats.p50), p95: round(stats.p95), p99: round(stats.p99), max: round(stats.max) };
}
