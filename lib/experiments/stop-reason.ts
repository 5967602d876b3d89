/**
 * When there is no use in going on without RESET_URL, for arms and trials alike: the next one would find nothing but what this one left, or
 * nobody at all. Harm that went by itself is no reason: the next one has a baseline of its own, which shows that clients get in again.
 */
import { unhealthyBaseline } from "../judge/baseline";
import type { Evidence } from "../model/evidence";
import type { ArmJournal } from "../model/comparison";

/**
 * @param who the arm or trial that is over
 * @returns why those to come cannot be run; empty when they can
 */
export function stopReason(
  who: string,
  { verdict, cause }: Pick<ArmJournal, "verdict" | "cause">,
  evidence: Evidence,
): string {
  if (verdict === "wedged") return `${who} left the target wedged, and nothing restarts it without RESET_URL`;
  if (verdict !== "inconclusive" || cause === "harness" || evidence.end !== "complete") return "";
  const accepted = evidence.recording.clients.baseline?.accepted ?? 0;
  const dead = accepted === 0 || evidence.start?.client.evidence === "kernel";
  return dead && unhealthyBaseline(evidence) !== null
    ? `the target did not serve clients even before the first check of ${who}`
    : "";
}
