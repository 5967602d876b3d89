/** From settings to the plan of a comparison. Evaluated once per process. */
import { mapAll, nonEmpty } from "../model/non-empty";
import { makePlan } from "../plan/make-plan";
import { resolveArms, type SettingsInput } from "../settings/resolve-config";
import { resolved, type Resolved } from "../text/refusal";
import type { PlannedComparison } from "./arms";
import { harshness } from "./harshness";
import { vuPool } from "./vu-pool";

export function resolveComparison(input: SettingsInput): Resolved<PlannedComparison> {
  return resolved(() => {
    const { arms, reset, gate } = resolveArms({ ...input, script: "compare-checkers" });
    const planned = arms
      .map(({ name, config }) => ({ name, plan: makePlan(config) }))
      .sort((a, b) => harshness(a.plan.checkers) - harshness(b.plan.checkers));
    const inOrder = nonEmpty(planned, "the arms");
    return { arms: inOrder, reset, gate, ...vuPool(mapAll(inOrder, ({ plan }) => plan)) };
  });
}
