/**
 * By how much a checker's cadence is raised, so that a short storm finds what takes the balancer an hour.
 *
 * A raised cadence brings the next check sooner. It changes nothing inside a check: no wait, hold, delay or timeout becomes shorter.
 * `auto` is enough for 50 checks in the storm, never below the product's own cadence; bounded by the checker's share of MAX_RATE,
 * and by what one node can do: a node has one connection at a time, so its interval must be longer than what it waits and
 * holds, with a quarter of that to spare. A check that is held until the next one is due keeps the product's own cadence.
 */
import type { Checker } from "../model/checker";
import type { FactorReason } from "../model/plan";
import type { StormConfig } from "../model/config";

/** By the rule of three, 50 harmless checks leave a harm of up to 6 % per check possible (95 %). */
export const CHECKS_IN_STORM = 50;

export interface Speedup {
  /** The interval is divided by it. */
  speedup: number;
  reason: FactorReason;
}

export function speedup(
  checker: Checker,
  config: Pick<StormConfig, "speedup" | "phases" | "limits" | "checkers">,
): Speedup {
  if (checker.holdsUntil === "phase-end") return { speedup: 1, reason: "held-to-phase-end" };
  // A check that comes sooner would be held for a shorter time.
  if (checker.holdsUntil === "next-check") return { speedup: 1, reason: "held-to-next-check" };
  if (config.speedup !== "auto") return { speedup: config.speedup, reason: "as-set" };
  const { intervalMs, nodes } = checker;
  const enough = upTo((CHECKS_IN_STORM * intervalMs) / (nodes * config.phases.stormMs));
  const allowed = downTo(
    ((config.limits.maxRate / config.checkers.length) * intervalMs) / (nodes * 1_000 * hurry(checker)),
  );
  const least = leastMs(checker);
  const possible = least > 0 ? downTo(intervalMs / (1.25 * least)) : Infinity;
  const factor = Math.max(1, Math.min(enough, allowed, possible));
  return { speedup: factor, reason: reasonOf(factor, { enough, allowed, possible }) };
}

function reasonOf(
  factor: number,
  { enough, allowed, possible }: Record<"enough" | "allowed" | "possible", number>,
): FactorReason {
  if (factor === 1 && enough <= 1) return "own-rate-is-enough";
  if (enough <= Math.min(allowed, possible)) return "enough";
  return allowed < possible ? "max-rate" : "one-at-a-time";
}

/** How many times as often as usual it checks at the most: while it makes up its mind, or while it says DOWN. */
export function hurry({
  intervalMs,
  fastIntervalMs = intervalMs,
  downIntervalMs = intervalMs,
}: Pick<Checker, "intervalMs" | "fastIntervalMs" | "downIntervalMs">): number {
  return intervalMs / Math.min(intervalMs, fastIntervalMs, downIntervalMs);
}

/** What one check lasts at the least, ms: its waits, its holds, and its patience with a service that does not end the connection. */
export function leastMs(checker: Pick<Checker, "connections">): number {
  return checker.connections
    .flatMap(({ steps }) => steps)
    .reduce((sum, step) => sum + (step.kind === "wait" || step.kind === "hold" ? (step.ms ?? 0) : 0), 0);
}

/** From one check of a node to the next. At a fixed rate, slots that the check itself uses up are left out; a ticker keeps one. */
export function periodMs(checker: Pick<Checker, "connections" | "cadence" | "holdsUntil">, intervalMs: number): number {
  const least = leastMs(checker);
  if (checker.holdsUntil === "next-check") return intervalMs;
  if (checker.cadence === "after-completion") return least + intervalMs;
  if (checker.cadence === "ticker") return Math.max(least, intervalMs);
  return intervalMs * (Math.floor(least / intervalMs) + 1);
}

/** Two decimals are exact enough for a setting that people read and repeat. */
const upTo = (factor: number) => Math.ceil(factor * 100 - 1e-6) / 100;
const downTo = (factor: number) => Math.floor(factor * 100 + 1e-6) / 100;
