/** From settings to everything a run will do; refuses what the limits forbid. */
import type { StormConfig } from "../config";
import { enforceClientSlots } from "./client-slots";
import { enforceEnoughChecks } from "./enough-checks";
import { enforceLimits } from "./limits";
import { phaseSpans } from "./phases";
import { planChecker } from "./plan-checker";
import type { Plan } from "./plan";
import { goDuration, scenarios } from "./scenarios";
import { k6Thresholds, plannedThresholds } from "./thresholds";

export function makePlan(config: StormConfig): Plan {
  const phases = phaseSpans(config.phases);
  const checkers = config.checkers.map((checker) => planChecker(checker, config));
  enforceLimits(checkers, config);
  enforceClientSlots(config);
  enforceEnoughChecks(checkers, config);
  const thresholds = plannedThresholds(config, phases, checkers);
  return {
    config,
    checkers,
    phases,
    options: {
      scenarios: scenarios(phases, config.client, checkers),
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
