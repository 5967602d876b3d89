/** From settings to the plan of one storm. Evaluated once per process. */
import type { Plan } from "../model/plan";
import { makePlan } from "./make-plan";
import { resolved, type Resolved } from "../text/refusal";
import { resolveConfig, type SettingsInput } from "../settings/resolve-config";

export function resolvePlan(input: SettingsInput): Resolved<Plan> {
  return resolved(() => makePlan(resolveConfig(input)));
}
