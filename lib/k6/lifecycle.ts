/**
 * The options, and what k6 runs around the phases: `setup`, `teardown` and `handleSummary`.
 *
 * k6 evaluates a script once more for each of them, as VU 0. The checkers' and the clients' VUs never call them.
 */
import type { OwnClient } from "../../library";
import { finish, report } from "./finish";
import { guardedSetup, guardedTeardown } from "./guard-ends";
import { withRunTag } from "./run-labels";
import { runMetrics } from "./run-metrics";
import { start, type SetupData } from "./start";
import type { StormPlan } from "./storm-plan";

/** A user who comes for the first time: k6/http would keep its connections for the next request. */
const NEW_CONNECTIONS = { noConnectionReuse: true, noVUConnectionReuse: true };

/** For the init context. */
export function lifecycle(plan: StormPlan, own: OwnClient | undefined) {
  const metrics = runMetrics();
  return {
    options: withRunTag({ ...plan.part("options"), ...(own && NEW_CONNECTIONS) }),
    setup: () => guardedSetup(() => start(plan.part("plan"))),
    teardown: (data?: SetupData) => guardedTeardown(data, (given) => finish(plan.part("plan"), given, metrics, own)),
    handleSummary: (data: Parameters<typeof report>[1]) => report(plan.part("plan"), data),
  };
}
