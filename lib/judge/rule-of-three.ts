/**
 * The rule of three: when none of N checks did harm, a harm of up to 3/N per check is still possible at 95 % confidence
 * ((1 − p)^N = 0.05 gives p ≈ 3/N).
 */
import type { Evidence } from "../model/evidence";
import { checksOf } from "../measures/checks";

/** The risk for the checker with the fewest verified checks; null when one of them has none. */
export function residualRisk({ plan, recording }: Evidence): number | null {
  const fewest = Math.min(...plan.checkers.map(({ name }) => checksOf(recording, name).verified));
  return Number.isFinite(fewest) && fewest > 0 ? Math.min(1, 3 / fewest) : null;
}
