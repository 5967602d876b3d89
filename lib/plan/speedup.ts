/**
 * By how much a checker's cadence is raised, so that a short storm finds what takes the balancer an hour.
 *
 * `auto` is enough for 50 checks in the storm, never below the product's own cadence; bounded by the checker's share of MAX_RATE,
 * and by what one node can do: a node has one connection at a time, so its interval must be longer than what it waits and
 * holds, with a quarter of that to spare.
 */
import type { Checker } from "../checker";
import type { StormConfig } from "../config";
import { LEAST_HOLD_MS } from "../styles/hold";

/** By the rule of three, 50 harmless checks leave a harm of up to 6 % per check possible (95 %). */
const CHECKS_IN_STORM = 50;

export function speedup(
  checker: Checker,
  config: Pick<StormConfig, "speedup" | "phases" | "limits" | "checkers">,
): number {
  // A connection held to the phase's end is not repeated, at no speed.
  if (checker.holdsUntil === "phase-end") return 1;
  if (config.speedup !== "auto") return config.speedup;
  const { intervalMs, nodes } = checker;
  const enough = (CHECKS_IN_STORM * intervalMs) / (nodes * config.phases.stormMs);
  const allowed = ((config.limits.maxRate / config.checkers.length) * intervalMs) / (nodes * 1_000 * hurry(checker));
  const possible =
    intervalMs / (1.25 * Math.max(leastMs(checker), checker.holdsUntil === "next-check" ? LEAST_HOLD_MS : 0));
  return Math.max(1, Math.min(upTo(enough), downTo(allowed), downTo(possible)));
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
    .reduce((sum, step) => sum + ("ms" in step ? (step.ms ?? 0) : 0), 0);
}

/** From one check of a node to the next. At a fixed rate, slots that the check itself uses up are left out. */
export function periodMs(checker: Pick<Checker, "connections" | "cadence" | "holdsUntil">, intervalMs: number): number {
  const least = leastMs(checker);
  if (checker.holdsUntil === "next-check") return intervalMs;
  if (checker.cadence === "after-completion") return least + intervalMs;
  return intervalMs * (Math.floor(least / intervalMs) + 1);
}

/** Two decimals are exact enough for a setting that people read and repeat. */
const upTo = (factor: number) => Math.ceil(factor * 100 - 1e-6) / 100;
const downTo = (factor: number) => Math.floor(factor * 100 + 1e-6) / 100;
