/** From settings to plan, once per process. A refusal becomes a line here, as it does for comparisons and experiments. */
import type { Plan } from "../model/plan";
import { makePlan } from "./make-plan";
import { Refusal } from "../text/refusal";
import { resolveConfig, type SettingsInput } from "../settings/resolve-config";

export type Resolved = { plan: Plan; refusal: "" } | { plan: null; refusal: string };

export function resolve(input: SettingsInput): Resolved {
  try {
    return { plan: makePlan(resolveConfig(input)), refusal: "" };
  } catch (error) {
    if (error instanceof Refusal) return { plan: null, refusal: error.message };
    throw error;
  }
}
