/** The control is lost: not one client of the baseline got in, so whatever follows could be blamed on no check. */
import { bestShare } from "./lost-for-sure";

/**
 * For sure, whatever becomes of the baseline's clients that are still to come: too few of them can get in.
 *
 * @param planned attempts of the baseline
 * @param wanted the share of them that must be accepted
 * @param counts of the baseline so far
 */
export function noControl(
  planned: number,
  wanted: number,
  counts: { attempts: number; accepted: number; failed: number },
): boolean {
  return counts.accepted === 0 && counts.failed > 0 && bestShare(planned, counts) < wanted;
}
