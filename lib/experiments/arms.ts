/** Several experiments on one target, one after the other, in one k6 run: what its driver, clients, nodes and observer need. */
import { GATES_LOST } from "../plan/gates-lost";
import { clientSlots } from "../plan/client-slots";
import { makePlan } from "../plan/make-plan";
import type { K6Options, Plan } from "../model/plan";
import { Refusal } from "../text/refusal";
import type { Reset } from "../settings/reset-url";
import { harshness } from "./harshness";
import { resolveArms, type SettingsInput } from "../settings/resolve-config";

export interface Arm {
  /** As the user named it. */
  name: string;
  /** The plan of a single run. */
  plan: Plan;
}

export interface Arms {
  /** From the gentlest to the harshest. */
  arms: Arm[];
  reset: Reset | null;
  gate: string[];
  options: K6Options;
  pool: Pool;
}

/** How many VUs wait for orders: enough for the largest arm. */
export interface Pool {
  clients: number;
  nodes: number;
}

export type ResolvedArms = { arms: Arms; refusal: "" } | { arms: null; refusal: string };

export function resolveComparison(input: SettingsInput): ResolvedArms {
  try {
    const { arms, reset, gate } = resolveArms({ ...input, script: "compare-checkers" });
    const planned = arms
      .map(({ name, config }) => ({ name, plan: makePlan(config) }))
      .sort((a, b) => harshness(a.plan.checkers) - harshness(b.plan.checkers));
    return { arms: { arms: planned, reset, gate, ...vus(planned.map(({ plan }) => plan)) }, refusal: "" };
  } catch (error) {
    if (error instanceof Refusal) return { arms: null, refusal: error.message };
    throw error;
  }
}

/** Longer than any comparison: the driver ends the run. */
const LONGEST = "24h";

/** The k6 options of a run whose driver gives orders to a pool of VUs. */
export function vus(plans: readonly Plan[]): { pool: Pool; options: K6Options } {
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
    scenarios: {
      driver: scenario("driver", 1),
      clients: scenario("client", pool.clients),
      nodes: scenario("checker", pool.nodes),
      observer: scenario("observer", 1),
    },
    // The verdicts are made arm by arm; the arms that decide are counted here.
    thresholds: { [GATES_LOST]: [{ threshold: "count==0", abortOnFail: false }] },
    summaryTrendStats: plans[0]!.options.summaryTrendStats,
    // Longer than RESET_URL and the first contacts may take: each of them has a limit of its own.
    setupTimeout: LONGEST,
    teardownTimeout: "60s",
    noCookiesReset: true,
  };
  return { pool, options };
}
