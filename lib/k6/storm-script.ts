/** What a script exports for k6: options, setup, the three scenarios' functions, teardown, handleSummary. */
import exec from "k6/execution";
import lifecycleSource from "once:./lifecycle";
import type { StormOptions } from "../../library";
import { requireSetup } from "./require-setup";
import { attempt } from "./client";
import { node } from "./checker";
import { guarded } from "./guard";
import { observe } from "./observer";
import { evaluate } from "./eval-module";
import * as planned from "./storm-plan";
import type { Start } from "../model/evidence";
import type { Plan } from "../model/plan";
import { checkedPhases } from "../plan/phases";
import { clientSlot, nodeSlot, observerSlot } from "./pool";
import { progressOf, telling } from "./progress";
import { withRunTag } from "./run-labels";
import { runMetrics } from "./run-metrics";
import { driveSecond } from "./second-storm";
import type { SetupData } from "./start";

function observeStorm(plan: Plan, start: Start): void {
  const progress = progressOf(telling(plan.config, null), { ...plan, start, prefix: "" });
  progress?.begin(plan);
  observe(plan.phases, start, plan.config, "", progress);
}

/** A user who comes for the first time: k6/http would keep its connections for the next request. */
const NEW_CONNECTIONS = { noConnectionReuse: true, noVUConnectionReuse: true };

/** @param own what a script of one's own says of its storm */
export function storm(own: StormOptions = {}) {
  planned.planStorm(own);
  // k6 reads the options, and calls what goes on around the phases, as VU 0.
  const ends =
    __VU === 0
      ? evaluate<typeof import("./lifecycle")>(lifecycleSource).lifecycle(planned.plan, runMetrics(), own.client)
      : undefined;
  return {
    options: ends && withRunTag({ ...planned.options(), ...(own.client && NEW_CONNECTIONS) }),
    setup: ends?.setup,
    // With SECOND they wait for orders from the driver, should there be a second storm.
    driver: (data?: SetupData) => driveSecond(planned.plan(), requireSetup(data), own.client),
    client: (data?: SetupData) =>
      guarded(() =>
        __ENV.SECOND ? clientSlot(Number(__ENV.SECOND), own.client) : attempt(requireSetup(data), own.client),
      ),
    checker: (data?: SetupData) =>
      guarded(() => {
        const { start } = requireSetup(data);
        if (__ENV.SECOND) return nodeSlot();
        const checked = checkedPhases(planned.phases());
        node(planned.checker(Number(__ENV.CHECKER)), exec.scenario.iterationInTest, checked, start);
      }),
    observer: (data?: SetupData) =>
      guarded(() => {
        const { start } = requireSetup(data);
        return __ENV.SECOND ? observerSlot() : observeStorm(planned.plan(), start);
      }),
    teardown: ends?.teardown,
    handleSummary: ends?.handleSummary,
  };
}
