/** Computes when a node's next check is due. The functions are pure, in ms: the caller holds the clock. */
import type { Opinion } from "./health-status";
import type { PlannedChecker, Turn } from "../model/plan";

type Cadences = Pick<PlannedChecker, "intervalMs" | "fastIntervalMs" | "downIntervalMs">;

/** The product's own interval to the next check, ms: more often while it makes up its mind, and seldom at what is DOWN. */
export function ownIntervalOf(
  { intervalMs, fastIntervalMs = intervalMs, downIntervalMs = intervalMs }: Cadences,
  { up, against }: Opinion,
): number {
  return against > 0 ? fastIntervalMs : up ? intervalMs : downIntervalMs;
}

/** The same in this run. */
export function intervalOf(checker: Cadences & Pick<PlannedChecker, "plannedIntervalMs">, opinion: Opinion): number {
  return (checker.plannedIntervalMs * ownIntervalOf(checker, opinion)) / checker.intervalMs;
}

/**
 * First check of node `node` of `checker.nodes`, in ms after the checks begin; always less than one interval.
 *
 * `aligned`: all nodes at once. `staggered`: evenly over the interval, or over the checker's share of it, where the checks of one process
 * take turns (HAProxy, src/check.c start_checks: interval × position / number of checks). `random`: anywhere in it.
 *
 * @param random in [0, 1), for `random`
 */
export function firstDue(
  checker: Pick<PlannedChecker, "spread" | "nodes" | "plannedIntervalMs" | "turn">,
  node: number,
  random: number,
): number {
  switch (checker.spread) {
    case "aligned":
      return 0;
    case "staggered":
      return checker.plannedIntervalMs * placeIn(node / checker.nodes, checker.turn);
    case "random":
      return checker.plannedIntervalMs * random;
  }
}

/** No node of one check begins together with a node of another one. */
function placeIn(share: number, { index, of }: Turn = { index: 0, of: 1 }): number {
  return (index + share) / of;
}

/**
 * The check after the one that was due at `dueMs` and ended at `endMs`.
 *
 * `after-completion`: one interval after the end. `fixed-rate`: the next slot of the grid that is not over: slots missed because a check
 * took long are left out, as a real checker leaves them out, instead of being made up for in a burst. Where it was the generator that came
 * late, the check that was late shows the lag. `ticker`: the first of the missed slots counts, at the end of that check.
 *
 * @param interval of the opinion that the node holds now, see {@link intervalOf} and {@link ownIntervalOf}
 */
export function nextDue(
  checker: Pick<PlannedChecker, "cadence" | "holdsUntil">,
  interval: number,
  dueMs: number,
  endMs: number,
): number {
  if (checker.cadence === "after-completion") return endMs + interval;
  // Its connection was held up to this very moment.
  if (checker.holdsUntil === "next-check") return dueMs + interval;
  if (checker.cadence === "ticker") return Math.max(dueMs + interval, endMs);
  const slots = Math.max(1, Math.ceil((endMs - dueMs) / interval));
  return dueMs + slots * interval;
}
