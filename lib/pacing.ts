/** When a node's next check is due. Pure functions of times in ms: whoever calls them holds the clock. */
import type { PlannedChecker } from "./plan/plan";

/**
 * First check of node `node` of `checker.nodes`, in ms after the checks begin; always less than one interval.
 *
 * `aligned`: all nodes at once. `staggered`: evenly over the interval. `random`: anywhere in it.
 *
 * @param random in [0, 1), for `random`
 */
export function firstDue(
  checker: Pick<PlannedChecker, "spread" | "nodes" | "plannedIntervalMs">,
  node: number,
  random: number,
): number {
  switch (checker.spread) {
    case "aligned":
      return 0;
    case "staggered":
      return (checker.plannedIntervalMs * node) / checker.nodes;
    case "random":
      return checker.plannedIntervalMs * random;
  }
}

/**
 * The check after the one that was due at `dueMs` and ended at `endMs`.
 *
 * `after-completion`: one interval after the end. `fixed-rate`: the next slot of the grid that the check itself has not used up:
 * slots missed because a check took long are left out, as a real checker leaves them out, instead of being made up for in a
 * burst. A slot that is past because the generator came late is not left out: the next check then shows the lag.
 */
export function nextDue(
  checker: Pick<PlannedChecker, "cadence" | "plannedIntervalMs">,
  dueMs: number,
  endMs: number,
): number {
  const interval = checker.plannedIntervalMs;
  if (checker.cadence === "after-completion") return endMs + interval;
  const slots = Math.max(1, Math.ceil((endMs - dueMs) / interval));
  return dueMs + slots * interval;
}
