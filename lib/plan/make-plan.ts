/** From settings to everything a run will do; refuses what the limits forbid. */
import type { StormConfig } from "../model/config";
import { enforceClientSlots } from "./client-slots";
import { enforceEnoughChecks } from "./enough-checks";
import { enforceLimits } from "./limits";
import { fitPhases } from "./fit-phases";
import { phaseSpans } from "./planned-phases";
import { planChecker } from "./plan-checker";
import type { Plan, PlannedChecker, PlanNote } from "../model/plan";
import { goDuration, scenarios } from "./scenarios";
import { secondPool } from "./second-storm";
import { secondScenarios } from "./second-scenarios";
import { takeTurns } from "./take-turns";
import { targetName } from "./target-name";
import { withTargetTag } from "./target-tag";
import { k6Thresholds, plannedThresholds } from "./thresholds";
import { mapAll } from "../model/non-empty";

export function makePlan(settings: StormConfig): Plan {
  const config = { ...settings, phases: fitPhases(settings) };
  const phases = phaseSpans(config.phases);
  const checkers = takeTurns(mapAll(config.checkers, (checker) => planChecker(checker, config)));
  enforceLimits(checkers, config);
  enforceClientSlots(config);
  enforceEnoughChecks(checkers, config);
  const second = secondPool(config, checkers);
  const thresholds = plannedThresholds(config, phases, checkers, second !== null);
  return {
    config,
    checkers,
    phases,
    second,
    notes: notes(settings, config, checkers),
    options: {
      scenarios: withTargetTag(
        { ...scenarios(phases, config.client, checkers), ...secondScenarios(config, phases, second) },
        targetName(config),
      ),
      thresholds: k6Thresholds(thresholds),
      summaryTrendStats: ["count", "min", "avg", "med", "p(90)", "p(95)", "p(99)", "max"],
      // The first contacts may each take as long as a client.
      setupTimeout: goDuration(60_000 + 2 * config.client.timeoutMs),
      teardownTimeout: "60s",
      noCookiesReset: true,
    },
    thresholds,
  };
}

function notes(settings: StormConfig, { phases }: StormConfig, checkers: readonly PlannedChecker[]): PlanNote[] {
  const longer = phases.stormMs > settings.phases.stormMs;
  return [
    ...(longer ? [{ kind: "longer-storm" as const, stormMs: phases.stormMs }] : []),
    ...checkers
      .filter(
        ({ speedup, holdsUntil }) =>
          holdsUntil === "next-check" && settings.speedup !== "auto" && settings.speedup !== speedup,
      )
      .map(({ name, factorReason }) => ({ kind: "own-rate-kept" as const, checker: name, factorReason })),
  ];
}
