/** A checker with the cadence it will have in this run, and the number of checks that makes. */
import type { Checker } from "../checker";
import type { StormConfig } from "../config";
import type { PlannedChecker } from "./plan";
import { periodMs, speedup } from "./speedup";

export function planChecker(checker: Checker, config: StormConfig): PlannedChecker {
  const { stormMs, nightMs } = config.phases;
  const factor = speedup(checker, config);
  const plannedIntervalMs = checker.intervalMs / factor;
  const realPeriodMs = checker.holdsToPhaseEnd ? stormMs : periodMs(checker, checker.intervalMs);
  return {
    ...checker,
    speedup: factor,
    plannedIntervalMs,
    plannedChecks: {
      storm: checksIn(checker, plannedIntervalMs, stormMs),
      night: checksIn(checker, plannedIntervalMs, nightMs),
    },
    realRatePerSecond: (checker.nodes * 1_000) / realPeriodMs,
  };
}

function checksIn(checker: Checker, intervalMs: number, phaseMs: number): number {
  if (checker.holdsToPhaseEnd) return phaseMs > 0 ? checker.nodes : 0;
  return Math.floor((checker.nodes * phaseMs) / periodMs(checker, intervalMs) + 1e-6);
}
