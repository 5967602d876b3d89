/** FAIL_FAST: has a gate been lost that the rest of the phase cannot win back? */
import type { PhaseName } from "../model/phases";
import type { Gate } from "../model/gates";

/**
 * The first gate of `phase` that can no longer be met, or null. Only shares and outages can be lost early: a quantile may still
 * come back, and the queue may still be emptied.
 *
 * @param planned attempts that the phase will have made in all
 * @param counts of the phase so far; `outageMs` is the longest time without a success
 */
export function lostForSure(
  gates: readonly Gate[],
  phase: PhaseName,
  planned: number,
  counts: { attempts: number; failed: number; outageMs: number },
): Gate | null {
  const share = bestShare(planned, counts);
  const lost = gates.find(
    ({ phase: of, measure, atLeast, atMost }) =>
      of === phase &&
      ((measure === "accepted" && atLeast !== undefined && share < atLeast) ||
        (measure === "outage" && atMost !== undefined && counts.outageMs > atMost)),
  );
  return lost ?? null;
}

/** The share of a phase's attempts that is accepted if all attempts to come are. k6 may start one more or less than `planned`. */
export function bestShare(planned: number, { attempts, failed }: { attempts: number; failed: number }): number {
  const most = Math.max(planned + 1, attempts);
  return (most - failed) / most;
}
