/**
 * The k6 scenarios of the second storm, which may never be needed: VUs that wait for orders from the end of recovery on.
 *
 * k6 plans its scenarios before the first packet. So a driver looks at what the first storm did, and gives orders or sends everybody home,
 * which ends the run at once.
 */
import type { StormConfig } from "../model/config";
import { longestSequelMs } from "./second-storm";
import type { K6Scenario, PhaseSpan, SecondPool } from "../model/plan";
import { goDuration } from "./scenarios";
import { lastOf } from "../model/non-empty";

export function secondScenarios(
  config: StormConfig,
  phases: readonly PhaseSpan[],
  pool: SecondPool | null,
): Record<string, K6Scenario> {
  if (pool === null) return {};
  const waiting = (exec: K6Scenario["exec"], vus: number): K6Scenario => ({
    executor: "per-vu-iterations",
    exec,
    startTime: goDuration(lastOf(phases).endMs),
    gracefulStop: "1s",
    tags: {},
    env: { SECOND: String(vus) },
    vus,
    iterations: 1,
    maxDuration: goDuration(longestSequelMs(config)),
  });
  return {
    second_driver: waiting("driver", 1),
    second_clients: waiting("client", pool.clients),
    second_checkers: waiting("checker", pool.nodes),
    second_observer: waiting("observer", 1),
  };
}
