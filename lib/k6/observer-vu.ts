/** The VU that observes the storm. */
import { guarded } from "./guard";
import { observe } from "./observer";
import { progressOf, telling } from "./tell-progress";
import { requireSetup } from "./require-setup";
import type { SetupData } from "./start";
import type { StormPlan } from "./storm-plan";

export function observerVu(planned: StormPlan, data: SetupData | undefined): void | Promise<void> {
  return guarded(() => {
    const { start } = requireSetup(data);
    const plan = planned.part("plan");
    const progress = progressOf(telling(plan.config, null), { ...plan, start, prefix: "" });
    progress?.begin(plan);
    observe(plan.phases, start, plan.config, "", progress);
  });
}
