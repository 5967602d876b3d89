/** The k6 options of a run whose driver gives orders to a pool of VUs. */
import { clientSlots } from "../plan/client-slots";
import { GATES_LOST } from "../plan/gates-lost";
import { targetName } from "../plan/target-name";
import { withTargetTag } from "../plan/target-tag";
import type { NonEmpty } from "../model/non-empty";
import type { K6Options, Plan } from "../model/plan";
import type { Pool } from "./experiment-types";

/** Longer than any experiment: the driver ends the run. */
const LONGEST = "24h";

export function vuPool(plans: NonEmpty<Plan>): { pool: Pool; options: K6Options } {
  const pool = {
    clients: Math.max(...plans.map(({ config }) => clientSlots(config.client))),
    nodes: Math.max(...plans.map(({ checkers }) => checkers.reduce((sum, { nodes }) => sum + nodes, 0))),
  };
  const scenario = (exec: "client" | "checker" | "observer" | "driver", count: number) => ({
    executor: "per-vu-iterations" as const,
    exec,
    startTime: "0s",
    gracefulStop: "1s",
    tags: {},
    env: {},
    vus: count,
    iterations: 1,
    maxDuration: LONGEST,
  });
  const options: K6Options = {
    scenarios: withTargetTag(
      {
        driver: scenario("driver", 1),
        clients: scenario("client", pool.clients),
        nodes: scenario("checker", pool.nodes),
        observer: scenario("observer", 1),
      },
      targetName(plans[0].config),
    ),
    // The verdicts are made arm by arm; the arms that decide are counted here.
    thresholds: { [GATES_LOST]: [{ threshold: "count==0", abortOnFail: false }] },
    summaryTrendStats: plans[0].options.summaryTrendStats,
    // Longer than RESET_URL and the first contacts may take: each of them has a limit of its own.
    setupTimeout: LONGEST,
    teardownTimeout: "60s",
    noCookiesReset: true,
  };
  return { pool, options };
}
