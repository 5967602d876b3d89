/** A checker with the cadence it will have in this run, and the number of checks that makes. */
import { rounded } from "../text/decimal";
import type { Checker } from "../model/checker";
import type { StormConfig } from "../model/config";
import type { PlannedChecker } from "../model/plan";
import { periodMs, speedup } from "./speedup";

export function planChecker(checker: Checker, config: StormConfig): PlannedChecker {
  const { stormMs, nightMs } = config.phases;
  const { speedup: asked, reason } = speedup(checker, config);
  const plannedIntervalMs = checker.intervalMs / asked;
  const realPeriodMs = checker.holdsUntil === "phase-end" ? stormMs : periodMs(checker, checker.intervalMs);
  const most = config.checks;
  const storm = Math.min(checksIn(checker, plannedIntervalMs, stormMs), most ?? Infinity);
  return {
    ...checker,
    speedup: asked,
    factor: factorOf(checker, plannedIntervalMs),
    factorReason: reason,
    plannedIntervalMs,
    plannedChecks: {
      storm,
      night: Math.min(checksIn(checker, plannedIntervalMs, nightMs), (most ?? Infinity) - storm),
    },
    most,
    realRatePerSecond: (checker.nodes * 1_000) / realPeriodMs,
  };
}

/** The factor by which a node really checks more often than the product: nothing inside a check is shortened. */
function factorOf(checker: Checker, plannedIntervalMs: number): number {
  if (checker.holdsUntil === "phase-end") return 1;
  const factor = periodMs(checker, checker.intervalMs) / periodMs(checker, plannedIntervalMs);
  return rounded(factor, 2);
}

function checksIn(checker: Checker, intervalMs: number, phaseMs: number): number {
  if (checker.holdsUntil === "phase-end") return phaseMs > 0 ? checker.nodes : 0;
  return Math.floor((checker.nodes * phaseMs) / periodMs(checker, intervalMs) + 1e-6);
}
