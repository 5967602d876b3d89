/** How long the arms that are still to come will take. */
import { DRAIN_MS } from "../wire/client-wire";
import { maxDurationMs } from "../plan/max-duration";
import type { Arm } from "./arms";
import { lastOf } from "../model/non-empty";

/**
 * From the plans' phases alone, to phases that all end with a client who gets no answer; ms.
 *
 * @param resets of the service: how long one took so far, ms, and how many are still to come
 */
export function timeLeft(
  arms: readonly Pick<Arm, "plan">[],
  resets: { eachMs: number; toCome: number },
): { least: number; most: number } {
  const least = arms.reduce((sum, { plan }) => sum + endMs(plan), resets.eachMs * resets.toCome);
  return { least, most: arms.reduce((sum, { plan }) => sum + lateMs(plan), least) };
}

function endMs({ phases }: Pick<Arm["plan"], "phases">): number {
  return lastOf(phases).endMs;
}

/** An arm is over when its last exchange is: of a client that begins at its very end, or of a check that outlives the recovery. */
function lateMs({ phases, config, checkers }: Arm["plan"]): number {
  const lastCheckMs = Math.max(
    ...phases.filter(({ name }) => name === "storm" || name === "night").map(({ endMs }) => endMs),
  );
  const checkMs = Math.max(...checkers.map(maxDurationMs));
  return Math.max(config.client.timeoutMs + DRAIN_MS, lastCheckMs + checkMs - endMs({ phases }));
}
