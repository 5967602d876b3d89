/** Turns settings into one check, or several of it. It is evaluated once per process. */
import type { K6Options } from "../model/plan";
import { resolveCheckConfig, type CheckConfig, type SettingsInput } from "../settings/resolve-config";
import { resolved, type Resolved } from "../text/refusal";
import { targetName } from "./target-name";

export interface PlannedCheck extends CheckConfig {
  target: string;
  options: K6Options;
}

export function resolveCheck(input: SettingsInput): Resolved<PlannedCheck> {
  return resolved(() => {
    const check = resolveCheckConfig(input);
    return { ...check, target: targetName(check.config), options: OPTIONS };
  });
}

/** Nobody waits longer: the checks end by their number, or by a signal. */
const MOST = "8760h";

/** One VU is the node. */
const OPTIONS: K6Options = {
  scenarios: {
    check: {
      executor: "per-vu-iterations",
      exec: "check",
      startTime: "0s",
      gracefulStop: "1s",
      tags: {},
      env: {},
      vus: 1,
      iterations: 1,
      maxDuration: MOST,
    },
  },
  thresholds: {},
  summaryTrendStats: ["count", "min", "med", "max"],
  setupTimeout: "60s",
  teardownTimeout: "60s",
  noCookiesReset: true,
};
