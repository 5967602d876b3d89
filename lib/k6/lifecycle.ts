/**
 * What k6 runs around the phases: `setup`, `teardown` and `handleSummary`.
 *
 * k6 evaluates a script once more for each of them, as VU 0. The checkers' and the clients' VUs never call them, so this
 * is bundled as text, which they leave alone: a thousand nodes would pay 35 MB for its functions.
 */
import type { OwnClient } from "../../library";
import { finish, report } from "./finish";
import { guardedSetup, guardedTeardown } from "./guard-ends";
import type { RunMetrics } from "./run-metrics";
import { start, type SetupData } from "./start";
import type { Plan } from "../model/plan";

export function lifecycle(plan: () => Plan, metrics: RunMetrics, own: OwnClient | undefined) {
  return {
    setup: () => guardedSetup(() => start(plan())),
    teardown: (data?: SetupData) => guardedTeardown(data, (given) => finish(plan(), given, metrics, own)),
    handleSummary: (data: Parameters<typeof report>[1]) => report(plan(), data),
  };
}
