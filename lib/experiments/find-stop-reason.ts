/**
 * When there is no use in going on without RESET_URL, for arms and trials alike: the next one would find nothing but what this one left, or
 * nobody at all. Harm that went by itself is no reason: the next one has a baseline of its own, which shows that clients get in again.
 */
import { unhealthyBaseline } from "../judge/baseline";
import type { ArmJournal } from "../model/comparison";
import type { Evidence } from "../model/evidence";
import type { StopReason, StormOver } from "../model/stop-reason";

/**
 * @param storm the arm or trial that is over
 * @returns why those to come cannot be run; null when they can
 */
export function stopReason(
  storm: StormOver,
  { verdict, cause }: Pick<ArmJournal, "verdict" | "cause">,
  evidence: Evidence,
): StopReason | null {
  if (verdict === "wedged") return { kind: "left-wedged", by: storm };
  if (verdict !== "inconclusive" || cause === "harness" || evidence.end !== "complete") return null;
  const accepted = evidence.recording.clients.baseline?.accepted ?? 0;
  const dead = accepted === 0 || evidence.start?.client.evidence === "kernel";
  return dead && unhealthyBaseline(evidence) !== null ? { kind: "not-served-before", storm } : null;
}
